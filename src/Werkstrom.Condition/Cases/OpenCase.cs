using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>A case that is open in any way, and its findings.</summary>
sealed class OpenCase(Case now)
{
    readonly HashSet<(int, int?, FindingKind?)> _sources = [];

    /// <summary>As it was read last.</summary>
    public Case Now { get; set; } = now;

    /// <summary>Of a flood: of how many machines it is, as far as is known; it never becomes fewer.</summary>
    public int Machines { get; set; }

    /// <summary>In the order in which they came.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>When a finding of it was noticed last.</summary>
    public DateTimeOffset LastAt { get; private set; } = now.LastAt;

    /// <summary>Adds findings.</summary>
    public void Add(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Findings.Add(finding);
            _sources.Add(Source(finding));
            LastAt = finding.At > LastAt ? finding.At : LastAt;
        }
    }

    /// <summary>Whether it has a finding of the same signal, or of the same kind about the same asset.</summary>
    public bool Knows(Finding finding) => _sources.Contains(Source(finding));

    /// <summary>When everything was over; null while something lasts. A case without findings is a person's own: it lasts.</summary>
    public DateTimeOffset? OverAt =>
        Findings.Count == 0 || Findings.Any(f => f.EndedAt is null) ? null : Findings.Max(f => f.EndedAt > f.At ? f.EndedAt : f.At);

    static (int, int?, FindingKind?) Source(Finding finding) =>
        (finding.AssetId, finding.SignalId, finding.SignalId is null ? finding.Kind : null);
}
