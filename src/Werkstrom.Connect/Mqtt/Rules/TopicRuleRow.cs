using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>A rule as it is kept.</summary>
sealed class TopicRuleRow
{
    /// <summary>Its number, 1 or more; never used again while an edition remembers it.</summary>
    public required long Id { get; init; }

    /// <summary>Its name, unlike that of every other rule.</summary>
    public required string Name { get; set; }

    /// <summary>False when it is kept but not in force.</summary>
    public required bool IsOn { get; set; }

    /// <summary>What it says, see <see cref="TopicRuleParser"/>.</summary>
    public required string Text { get; set; }
}

sealed class TopicRuleTable : IEntityTypeConfiguration<TopicRuleRow>
{
    public void Configure(EntityTypeBuilder<TopicRuleRow> rule)
    {
        rule.ToTable("connect_topic_rule");
        rule.HasKey(r => r.Id);
        rule.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        rule.Property(r => r.Name).HasColumnName("name");
        rule.Property(r => r.IsOn).HasColumnName("is_on").HasConversion<long>();
        rule.Property(r => r.Text).HasColumnName("text");
    }
}
