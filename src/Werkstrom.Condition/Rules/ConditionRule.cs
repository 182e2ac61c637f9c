using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Learning.Limits;

namespace Werkstrom.Condition.Rules;

/// <summary>A rule of a person's own: about one signal, all signals of a name or unit below an asset, or several signals of one asset together.</summary>
sealed record ConditionRule
{
    /// <summary>Its number, 1 or more; 0 before it is kept.</summary>
    public long Id { get; init; }

    /// <summary>Rises with every change; what was watched by an older one begins anew.</summary>
    public int Version { get; init; } = 1;

    public required string Name { get; init; }

    public bool IsOn { get; init; } = true;

    public RuleSeverity Severity { get; init; }

    public required ConditionRuleKind Kind { get; init; }

    /// <summary>The one signal it is about; null for others.</summary>
    public int? SignalId { get; init; }

    /// <summary>At or below this asset; for <see cref="ConditionRuleKind.Terms"/> the asset it speaks of. Null when <see cref="SignalId"/> is given.</summary>
    public int? AssetId { get; init; }

    /// <summary>Only signals of this name below the asset; null for any.</summary>
    public string? SignalName { get; init; }

    /// <summary>Only signals below the asset whose unit measures the same as this one; null for any.</summary>
    public string? SignalUnit { get; init; }

    /// <summary>The unit of limit and release: the shown one of the signal when they were given; UCUM.</summary>
    public string Unit { get; init; } = "";

    public double Limit { get; init; }

    /// <summary>From where on it is over; null: at the limit.</summary>
    public double? Release { get; init; }

    public TimeSpan Lasting { get; init; }

    public TimeSpan Window { get; init; }

    /// <summary>The conditions of a rule of terms, as <see cref="TermRule"/> writes them; null for others.</summary>
    public string? Terms { get; init; }

    /// <summary>What is evaluated; for terms whether they hold (1) or not (0).</summary>
    /// <exception cref="ArgumentException">It is impossible; the message names everything that is.</exception>
    public SignalRule Evaluated() => Kind == ConditionRuleKind.Terms
        ? new(RuleKind.Above, 0.5, lasting: Lasting)
        : new((RuleKind)Kind, Limit, Release, Lasting, Kind is ConditionRuleKind.Above or ConditionRuleKind.Below ? default : Window);
}

/// <summary>What a rule looks for. The first five are those of <see cref="RuleKind"/>, in its order.</summary>
enum ConditionRuleKind
{
    /// <summary>The value is above the limit.</summary>
    Above,

    /// <summary>The value is below the limit.</summary>
    Below,

    /// <summary>The value has risen by more than the limit within the window.</summary>
    Rise,

    /// <summary>The value has fallen by more than the limit within the window.</summary>
    Fall,

    /// <summary>No value has come for longer than the window.</summary>
    NoData,

    /// <summary>Figures of several signals of an asset are beyond their limits, all at once.</summary>
    Terms,
}

/// <summary>How much a rule matters.</summary>
enum RuleSeverity
{
    /// <summary>Watch.</summary>
    Watch,

    /// <summary>Act.</summary>
    Act,
}

sealed class ConditionRuleTable : IEntityTypeConfiguration<ConditionRule>
{
    public void Configure(EntityTypeBuilder<ConditionRule> rule)
    {
        rule.ToTable("condition_rule");
        rule.HasKey(r => r.Id);
        rule.Property(r => r.Id).ValueGeneratedNever();
        rule.Property(r => r.Limit).HasColumnName("limit_value");
    }
}
