using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Energy.Sharing;

/// <summary>A group of customers whose sums partners may see; see <see cref="ShareRound"/>.</summary>
sealed class ShareGroup
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Code of the region of its members; empty: none.</summary>
    public required string Region { get; init; }

    /// <summary>Key of their tariff.</summary>
    public required string Tariff { get; init; }

    /// <summary>How many customers.</summary>
    public required int Customers { get; init; }

    /// <summary>The first day that is published, days since 1 January of the year 1.</summary>
    public required int FromDay { get; init; }

    /// <summary>The first day that is not, because a member moved or changed the tariff; null while none did.</summary>
    public int? EndDay { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset FormedAt { get; init; }

    /// <summary>When it was found that a member agrees no longer: from then on nothing of it is shown, whatever is agreed later. Null: all do.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>A member of a group; never changed.</summary>
[NotAudited]
sealed class ShareMember
{
    /// <summary>Which group.</summary>
    public required int GroupId { get; init; }

    /// <summary>Number of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The delivery point.</summary>
    public required string Malo { get; init; }
}

/// <summary>A day of a group as it was published, once and for ever: a correction would be the difference of one meter.</summary>
[NotAudited]
sealed class ShareDay
{
    /// <summary>Which group.</summary>
    public required int GroupId { get; init; }

    /// <summary>Which day, days since 1 January of the year 1.</summary>
    public required int Day { get; init; }

    /// <summary>The finest resolution at which no member makes too much of a sum.</summary>
    public required Resolution Finest { get; init; }

    /// <summary>The sums at that resolution, Wh, parted by commas; empty: the day is withheld.</summary>
    public required string Wh { get; init; }

    /// <summary>Why it is withheld: <c>missing</c> or <c>dominant</c>; empty: it is not.</summary>
    public required string Reason { get; init; }

    /// <summary>When that was decided.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
}

sealed class ShareGroupTable : IEntityTypeConfiguration<ShareGroup>
{
    public void Configure(EntityTypeBuilder<ShareGroup> group)
    {
        group.ToTable("energy_share_group");
        group.Property(g => g.Id).ValueGeneratedNever();
    }
}

sealed class ShareMemberTable : IEntityTypeConfiguration<ShareMember>
{
    public void Configure(EntityTypeBuilder<ShareMember> member)
    {
        member.ToTable("energy_share_member");
        member.HasKey(m => new { m.GroupId, m.Customer, m.Malo });
    }
}

sealed class ShareDayTable : IEntityTypeConfiguration<ShareDay>
{
    public void Configure(EntityTypeBuilder<ShareDay> day)
    {
        day.ToTable("energy_share_day");
        day.HasKey(d => new { d.GroupId, d.Day });
    }
}
