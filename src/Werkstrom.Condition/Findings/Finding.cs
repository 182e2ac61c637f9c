using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Condition.Findings;

/// <summary>One unusual episode that something noticed: a watched signal, a rule, the health of an asset. Cases are made of findings.</summary>
[NotAudited]
sealed class Finding
{
    /// <summary>Its number, 1 or more; 0 before it is kept.</summary>
    public long Id { get; set; }

    public required int AssetId { get; init; }

    /// <summary>The signal that shows it; null when the asset as a whole does.</summary>
    public int? SignalId { get; init; }

    public required FindingKind Kind { get; init; }

    /// <summary>When it was noticed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it began; not after <see cref="At"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was over; null while it lasts or where that is not watched.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How many times the furthest that is known of it; 1 is as far as ever before. For a rule how far beyond its limit, 1 at it.</summary>
    public required double Score { get; set; }

    /// <summary>What was seen; the unit is that of the signal, seconds for Stuck, Silence and LongState, 0 to 100 for Health. NaN is kept as null.</summary>
    /// <remarks>Of Health and Drift, which go on changing, the newest while it lasts and the worst when it is over.</remarks>
    public double? Value { get; set; }

    /// <summary>Of Health and Drift what was seen when it was noticed; null for others.</summary>
    public double? First { get; init; }

    /// <summary>Of Health and Drift the worst that was seen of it so far: that is how urgent it is; null for others.</summary>
    public double? Worst { get; set; }

    /// <summary>What is usual instead, or the limit of a rule; same unit.</summary>
    public double? Usual { get; init; }

    /// <summary>How far values usually are from what is usual; same unit.</summary>
    public double? Spread { get; init; }

    /// <summary>The furthest deviation before this one; same unit.</summary>
    public double? Furthest { get; init; }

    /// <summary>How many signals of its machine were watched when it was kept: of many some are always a little unusual. Null where that is not known or does not matter.</summary>
    public int? Among { get; set; }

    /// <summary>The rule that found it; null for others.</summary>
    public long? RuleId { get; init; }

    /// <summary>Of a finding of the whole asset the signals that show it, the strongest first; else empty.</summary>
    public IReadOnlyList<FindingPart> Parts { get; set; } = [];

    /// <summary>Found while the stored past was learned from, not live.</summary>
    public bool IsPast { get; init; }

    /// <summary>The case it belongs to; null when it is not enough for one.</summary>
    public long? CaseId { get; set; }

    /// <summary>What a person said of it: true real, false a false alarm, null nothing yet.</summary>
    public bool? WasReal { get; set; }

    /// <summary>Takes over how it has gone on.</summary>
    public void Renew(Finding now) => (EndedAt, Score, Value, Worst, Parts) = (now.EndedAt, now.Score, now.Value, now.Worst, now.Parts);
}

/// <summary>What was found. The first nine are those of <see cref="Werkstrom.Learning.Watching.WatchChannel"/>, in its order.</summary>
enum FindingKind
{
    /// <summary>One value is far off.</summary>
    Peak,

    /// <summary>Values stay off.</summary>
    Lasting,

    /// <summary>The mean has moved.</summary>
    Shift,

    /// <summary>The scatter has changed.</summary>
    Spread,

    /// <summary>The course from value to value has changed.</summary>
    Shape,

    /// <summary>The value stands still.</summary>
    Stuck,

    /// <summary>No value comes.</summary>
    Silence,

    /// <summary>A state that hardly ever comes.</summary>
    RareState,

    /// <summary>A state lasts longer than ever.</summary>
    LongState,

    /// <summary>A rule of a person's own holds.</summary>
    Rule,

    /// <summary>The asset as a whole is not as in its healthy time.</summary>
    Health,

    /// <summary>It has slowly moved away from last month, or from its sister machines.</summary>
    Drift,

    /// <summary>The remaining life falls below what is wanted.</summary>
    Life,
}

sealed class FindingTable : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> finding)
    {
        finding.ToTable("condition_finding");
        finding.HasKey(f => f.Id);
        finding.Property(f => f.Id).ValueGeneratedNever();
        finding.Property(f => f.Parts).HasConversion(new FindingPartsJson(), FindingPartsJson.Comparer);
    }
}
