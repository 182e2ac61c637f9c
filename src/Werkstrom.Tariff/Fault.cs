using System.Globalization;

namespace Werkstrom.Tariff;

/// <summary>Something wrong with a text, and where.</summary>
/// <param name="Line">From 1; 0 where it is about the text as a whole.</param>
/// <param name="Text">What is wrong and what is expected.</param>
public sealed record Fault(int Line, string Text)
{
    /// <summary><c>line 5: …</c></summary>
    public override string ToString() => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Text}") : Text;
}

/// <summary>What came of reading a text: the thing, or everything that is wrong with it.</summary>
/// <param name="Value">Null when there are faults.</param>
/// <param name="Faults">All of them, in the order of the text.</param>
public sealed record Answer<T>(T? Value, IReadOnlyList<Fault> Faults)
    where T : class
{
    /// <summary>The thing.</summary>
    /// <exception cref="ArgumentException">There are faults; the message holds them.</exception>
    public T OrThrow() => Value ?? throw new ArgumentException(string.Join("; ", Faults) + ".");
}
