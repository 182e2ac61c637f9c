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
}
