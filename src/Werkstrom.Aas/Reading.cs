using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas;

/// <summary>What a text held.</summary>
/// <param name="Value">
/// The object. Strict: null as soon as there is a fault. Tolerant: what could be read, null only when nothing could; what has no place in the
/// metamodel (unknown attributes, wrong types, objects without a required attribute) is left out of it.
/// </param>
/// <param name="Faults">Everything that is wrong, with its path; empty when the text conforms.</param>
/// <param name="Remarks">What no constraint forbids and other tools stumble over, like a language that stands twice; refuses nothing.</param>
public sealed record Reading<T>(T? Value, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Remarks) where T : class
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool Conforms => Faults.Count == 0;
}

/// <summary>How a text is read.</summary>
public sealed record ReadOptions
{
    /// <summary>A fault anywhere, and there is no value.</summary>
    public static ReadOptions Strict { get; } = new();

    /// <summary>The faults are told, and what can be read is the value.</summary>
    public static ReadOptions Tolerant { get; } = new() { IsTolerant = true };

    /// <summary>Whether there is a value in spite of faults.</summary>
    public bool IsTolerant { get; init; }

    /// <summary>Bytes that are read at most, 64 MiB unless set.</summary>
    public long MostBytes { get; init; } = 64L << 20;

    /// <summary>Levels of objects and lists in one another, 128 unless set, 1,000 at most; XML may have half as many more.</summary>
    public int MostDepth { get; init; } = 128;
}
