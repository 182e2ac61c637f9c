using System.Globalization;

namespace Werkstrom.Learning;

/// <summary>Says everything that is wrong with an input at once.</summary>
static class Faults
{
    const int Shown = 10;

    /// <exception cref="ArgumentException">There is a fault.</exception>
    public static void Throw(IReadOnlyList<string> faults, string name)
    {
        if (faults.Count == 0)
            return;
        var more = faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "";
        throw new ArgumentException(string.Join("; ", faults.Take(Shown)) + more + ".", name);
    }

    /// <summary>What is not above 0 and finite, a sentence each.</summary>
    public static IEnumerable<string> NotPositive(params (string Name, double Value)[] given) =>
        given.Where(g => !(g.Value > 0 && double.IsFinite(g.Value)))
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Name}: above 0 and finite, not {g.Value}"));
}
