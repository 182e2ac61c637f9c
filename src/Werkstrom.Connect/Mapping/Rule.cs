using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Connect.Mapping;

/// <summary>One rule of how measurement, tags and field become the path of a signal. The first that fits holds.</summary>
sealed class Rule
{
    /// <summary>Place in the order, from 1.</summary>
    public required long Position { get; init; }

    /// <summary>Measurements it is for, <c>*</c> and <c>?</c> allowed, case ignored.</summary>
    public required string Measurement { get; init; }

    /// <summary>Tags that must fit, <c>key=pattern</c> separated by commas; may be empty.</summary>
    public required string Tags { get; init; }

    /// <summary>Template of the path, for example <c>{tag:site}/{tag:machine}/{field}</c>.</summary>
    public required string Path { get; init; }

    /// <summary>UCUM code for new signals; empty to go by the field's suffix.</summary>
    public required string Unit { get; init; }

    /// <summary>Kind for new signals as in the API (<c>counter</c>); empty to go by the field's suffix.</summary>
    public required string Kind { get; init; }
}

/// <summary>The rules as they were before a change, so that it can be undone.</summary>
sealed class RuleEdition
{
    public required long Id { get; init; }

    /// <summary>Which rules, see <see cref="RuleEditions"/>.</summary>
    public required string Book { get; init; }

    /// <summary>When they were replaced.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who replaced them.</summary>
    public required string By { get; init; }

    /// <summary>The rules as their book writes them.</summary>
    public required string Rules { get; init; }
}

sealed class RuleTable : IEntityTypeConfiguration<Rule>
{
    public void Configure(EntityTypeBuilder<Rule> rule)
    {
        rule.ToTable("connect_rule");
        rule.HasKey(r => r.Position);
        rule.Property(r => r.Position).HasColumnName("position").ValueGeneratedNever();
        rule.Property(r => r.Measurement).HasColumnName("measurement");
        rule.Property(r => r.Tags).HasColumnName("tags");
        rule.Property(r => r.Path).HasColumnName("path");
        rule.Property(r => r.Unit).HasColumnName("unit");
        rule.Property(r => r.Kind).HasColumnName("kind");
    }
}

sealed class RuleEditionTable : IEntityTypeConfiguration<RuleEdition>
{
    public void Configure(EntityTypeBuilder<RuleEdition> edition)
    {
        edition.ToTable("connect_rule_edition");
        edition.HasKey(e => e.Id);
        edition.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        edition.Property(e => e.Book).HasColumnName("book");
        edition.Property(e => e.At).HasColumnName("at_ms");
        edition.Property(e => e.By).HasColumnName("by_name");
        edition.Property(e => e.Rules).HasColumnName("rules");
    }
}
