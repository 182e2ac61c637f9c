using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Cases;

/// <summary>How sure it is that there is something, from findings.</summary>
/// <remarks>
/// One finding alone: <c>weight × (0.45 + 0.4 × log2(score)), at most 0.9</c>, for watched signals times <c>0.7 + 0.3 × hours lasted, at most
/// one</c>; for the health of an asset <c>0.7 + 0.2 × log2(score)</c>, for drift <c>0.5 + 0.2 × log2(score)</c>, at most 0.97, times <c>0.85 + 0.15 ×
/// hours, at most one</c>; for remaining life 0.75. Of the findings of one signal the surest counts, of silent signals of one asset one.
/// Watched signals of a machine that speak within an hour are one sign, for they move together: a machine that is switched on moves all of them. A sign is
/// <c>1 − Π (1 − pᵢ)^(1/i²)</c> of its findings, the surest first. Signs at other times, of health, of drift are further ones. Together:
/// <c>1 − Π (1 − pᵢ)^(1/√i)</c> of the signs, the surest first. At most 0.98. A rule of a person's own is certain.
/// </remarks>
static class Evidence
{
    const double Most = 0.98, Full = 1;

    static readonly TimeSpan AtOnce = TimeSpan.FromHours(1);

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
            _ => Weight(finding.Kind) * Math.Min(0.9, 0.45 + (0.4 * more)) * (0.7 + (0.3 * hours)),
        };
    }

    /// <summary>How sure it is, percent.</summary>
    public static double Certainty(IEnumerable<Finding> findings, DateTimeOffset now)
    {
        var all = findings.ToList();
        if (all.Any(f => f.Kind == FindingKind.Rule))
            return 100;
        var watched = all.Where(f => f.Kind <= FindingKind.LongState).ToList();
        var signs = Ranked(all.Except(watched), now).Select(x => x.Says).Concat(Signs(watched).Select(sign => Joined(Ranked(sign, now).Select(x => x.Says), i => 1.0 / (i * i))));
        return Math.Round(100 * Math.Min(Most, Joined(signs, i => 1 / Math.Sqrt(i))), 1);
    }

    static double Joined(IEnumerable<double> says, Func<int, double> weight)
    {
        var doubt = 1.0;
        foreach (var (i, one) in says.OrderDescending().Index())
            doubt *= Math.Pow(1 - one, weight(i + 1));
        return 1 - doubt;
    }

    // findings of watched signals that were noticed within an hour of the one before
    static IEnumerable<List<Finding>> Signs(IEnumerable<Finding> watched)
    {
        List<Finding> sign = [];
        foreach (var finding in watched.OrderBy(f => f.At))
        {
            if (sign.Count > 0 && finding.At - sign[^1].At > AtOnce)
            {
                yield return sign;
                sign = [];
            }

            sign.Add(finding);
        }

        if (sign.Count > 0)
            yield return sign;
    }

    /// <summary>The findings that count, the surest first, each with what it says alone.</summary>
    public static List<(Finding Finding, double Says)> Ranked(IEnumerable<Finding> findings, DateTimeOffset now) =>
    [
        .. findings.Select(f => (Finding: f, Says: Of(f, now)))
            .GroupBy(x => Source(x.Finding))
            .Select(g => g.MaxBy(x => (x.Says, x.Finding.At)))
            .OrderByDescending(x => x.Says).ThenBy(x => x.Finding.Since),
    ];

    // what is silent together is one thing: a machine that was switched off, a line that is cut
    static (int Asset, int? Signal, FindingKind? Kind, long? Rule) Source(Finding finding) => finding switch
    {
        { Kind: FindingKind.Silence } => (finding.AssetId, null, FindingKind.Silence, null),
        { Kind: FindingKind.Rule } => (finding.AssetId, finding.SignalId, FindingKind.Rule, finding.RuleId),
        { SignalId: null } => (finding.AssetId, null, finding.Kind, null),
        _ => (finding.AssetId, finding.SignalId, null, null),
    };

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
