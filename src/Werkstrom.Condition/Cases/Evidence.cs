using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>How sure it is that there is something, from findings.</summary>
/// <remarks>
/// One finding alone: <c>weight × (0.25 + 0.5 / n² × hours after it was noticed, at most one + 0.4 × log2(score)), at most 0.9</c>, n being the number of signals of its machine (the one
/// thermometer of a machine has to be heard; of thirty signals some are always a little unusual; without that part for meters and places), for watched signals times <c>0.7 + 0.3 × hours lasted, at most
/// one</c>; noise goes beyond anything before now and then, but it is over at once; for the health of an asset <c>0.7 + 0.2 × log2(score)</c>, for drift <c>0.5 + 0.2 × log2(score)</c>, at most 0.97, times <c>0.85 + 0.15 ×
/// hours, at most one</c>; for remaining life 0.75. Of the findings of one signal the surest counts, of silent signals of one asset one.
/// Together: <c>1 − Π (1 − pᵢ)^(1/i)</c>, the surest first: what comes with it says less the more is there already, for signals of a
/// machine move together. At most 0.98. A rule of a person's own is certain.
/// </remarks>
static class Evidence
{
    const double Most = 0.98, Full = 1, AboutAsSure = 0.8;

    static readonly TimeSpan Apart = TimeSpan.FromHours(6);

    /// <summary>How much one finding says, 0 to 1.</summary>
    public static double Of(Finding finding, DateTimeOffset now)
    {
        var more = Math.Log2(Math.Max(1, finding.Score));
        var hours = Math.Clamp(((finding.EndedAt ?? now) - finding.Since).TotalHours, 0, 1);
        return finding.Kind switch
        {
            FindingKind.Rule => Full,
            FindingKind.Health => Math.Min(0.97, 0.7 + (0.2 * more)) * (0.85 + (0.15 * hours)),
            FindingKind.Drift => Math.Min(0.97, 0.5 + (0.2 * more)) * (0.85 + (0.15 * hours)),
            FindingKind.Life => 0.75,
            _ => Weight(finding.Kind) * Math.Min(0.9, 0.25 + Alone(finding, now) + (0.4 * more)) * (0.7 + (0.3 * hours)),
        };
    }

    /// <summary>How sure it is, percent.</summary>
    public static double Certainty(IEnumerable<Finding> findings, DateTimeOffset now)
    {
        var i = 0;
        var doubt = 1.0;
        foreach (var (_, says) in Ranked(findings, now))
        {
            if (says >= Full)
                return 100;
            doubt *= Math.Pow(1 - says, 1.0 / ++i);
        }

        return Math.Round(100 * Math.Min(Most, 1 - doubt), 1);
    }

    /// <summary>The findings that count, the surest first, each with what it says alone.</summary>
    public static List<(Finding Finding, double Says)> Ranked(IEnumerable<Finding> findings, DateTimeOffset now) =>
    [
        .. findings.Select(f => (Finding: f, Says: Of(f, now)))
            .GroupBy(x => Source(x.Finding))
            .Select(g => (Told(g, g.Max(x => x.Says)), Says: g.Max(x => x.Says)))
            .OrderByDescending(x => x.Says).ThenBy(x => x.Item1.Since),
    ];

    // of one signal what still lasts, else of about the surest what lasted longest
    static Finding Told(IEnumerable<(Finding Finding, double Says)> all, double most) => all
        .OrderByDescending(x => x.Finding.EndedAt is null).ThenByDescending(x => x.Says >= AboutAsSure * most)
        .ThenByDescending(x => (x.Finding.EndedAt ?? DateTimeOffset.MaxValue) - x.Finding.Since).ThenByDescending(x => x.Says).ThenByDescending(x => x.Finding.At).First().Finding;

    /// <summary>
    /// The findings that count in the order in which people are told of them: what was over long before the last sign comes last; of those about as
    /// sure as the surest the whole asset first, then signals by their share in its deviation, else by how many usual scatters they are off.
    /// </summary>
    public static List<Finding> Named(IReadOnlyList<Finding> findings, DateTimeOffset now)
    {
        var ranked = Ranked(findings, now);
        var shares = findings.Where(f => f.SignalId is null).SelectMany(f => f.Parts).GroupBy(p => p.SignalId).ToDictionary(g => g.Key, g => g.Max(p => p.Share));
        var sizes = findings.Where(f => f.SignalId is not null).GroupBy(f => f.SignalId!.Value).ToDictionary(g => g.Key, g => g.Max(Size));
        var isSure = ranked.ToDictionary(r => r.Finding, r => r.Says >= AboutAsSure * ranked[0].Says);
        return
        [
            .. ranked.ConvertAll(r => r.Finding).OrderBy(f => IsLongOver(f, findings, now)).ThenByDescending(f => isSure[f])
                .ThenByDescending(f => isSure[f] && f.SignalId is null)
                .ThenByDescending(f => isSure[f] && f.SignalId is { } id ? shares.GetValueOrDefault(id) : 0)
                .ThenByDescending(f => isSure[f] && f.SignalId is { } id ? sizes[id] : 0), // the same order as ranked where all is alike
        ];
    }

    /// <summary>Whether a finding was over so long before the last sign of its case that it was not at the same time.</summary>
    public static bool IsLongOver(Finding finding, IReadOnlyList<Finding> all, DateTimeOffset now)
    {
        if (finding.EndedAt is not { } end)
            return false;
        var last = all.Max(f => f.EndedAt ?? (f.At > now ? f.At : now));
        var length = last - all.Min(f => f.Since);
        return last - end > Apart && 4 * (last - end) > length;
    }

    static double Size(Finding finding) => finding is { Kind: FindingKind.Peak or FindingKind.Lasting or FindingKind.Shift, Value: { } value, Usual: { } usual, Spread: > 0 and var spread }
        ? Math.Abs(value - usual) / spread : 0;

    // what is silent together is one thing: a machine that was switched off, a line that is cut
    static (int Asset, int? Signal, FindingKind? Kind, long? Rule) Source(Finding finding) => finding switch
    {
        { Kind: FindingKind.Silence } => (finding.AssetId, null, FindingKind.Silence, null),
        { Kind: FindingKind.Rule } => (finding.AssetId, finding.SignalId, FindingKind.Rule, finding.RuleId),
        { SignalId: null } => (finding.AssetId, null, finding.Kind, null),
        _ => (finding.AssetId, finding.SignalId, null, null),
    };

    static double Alone(Finding finding, DateTimeOffset now) =>
        finding.Among is > 0 and var signals ? 0.5 / (signals * signals) * Math.Clamp(((finding.EndedAt ?? now) - finding.At).TotalHours, 0, 1) : 0;

    static double Weight(FindingKind kind) => kind switch
    {
        FindingKind.Lasting or FindingKind.Shift => 1,
        FindingKind.Stuck => 0.9,
        FindingKind.Peak or FindingKind.Spread => 0.8,
        FindingKind.Shape => 0.7,
        FindingKind.RareState or FindingKind.LongState => 0.6,
        _ => 0.5,
    };
}
