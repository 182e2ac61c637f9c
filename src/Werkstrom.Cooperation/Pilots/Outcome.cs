namespace Werkstrom.Cooperation.Pilots;

/// <summary>What came of a wish: done, or all that is wrong with it.</summary>
/// <param name="Id">Number of what was made; 0 when nothing was.</param>
/// <param name="Faults">By field: key of a text and what is filled in, parted by <c>|</c>; empty when it was done.</param>
/// <param name="IsConflict">True when nothing is wrong with the wish itself, but with when it comes or who wishes it.</param>
sealed record Outcome(int Id, IReadOnlyDictionary<string, string> Faults, bool IsConflict = false)
{
    /// <summary>Done.</summary>
    public static Outcome Done { get; } = new(0, new Dictionary<string, string>());

    /// <summary>True when it was done.</summary>
    public bool IsDone => Faults.Count == 0;

    /// <summary>Done, and something was made.</summary>
    public static Outcome Made(int id) => Done with { Id = id };

    /// <summary>Not now, or not by this one.</summary>
    public static Outcome Conflict(string reason) => new(0, new Dictionary<string, string> { [""] = reason }, true);

    /// <summary>There is no such thing.</summary>
    public static Outcome Gone { get; } = Conflict("fault.gone");
}

/// <summary>Collects all that is wrong with what was entered.</summary>
sealed class Faults
{
    readonly Dictionary<string, string> _all = [];

    /// <summary>What was found.</summary>
    public Outcome Outcome => new(0, _all);

    /// <summary>True when something is wrong.</summary>
    public bool Any => _all.Count > 0;

    /// <summary>Notes a fault unless something holds.</summary>
    public Faults Need(bool holds, string field, string fault)
    {
        if (!holds)
            _all.TryAdd(field, fault);
        return this;
    }

    /// <summary>A text must have 1 to so many characters.</summary>
    public Faults Text(string? text, string field, int most) => Need(text?.Trim().Length is > 0 && text.Trim().Length <= most, field, $"fault.text|{most}");

    /// <summary>A text may have up to so many characters.</summary>
    public Faults Short(string? text, string field, int most) => Need((text ?? "").Trim().Length <= most, field, $"fault.long|{most}");
}
