using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Notify;

namespace Werkstrom.Condition.Notices;

/// <summary>Who is told: a person, a mail address, a webhook.</summary>
sealed class NoticeReceiver
{
    /// <summary>Messages an hour at most while nobody set it.</summary>
    public const int UsualPerHour = 10;

    public required int Id { get; init; }

    /// <summary>What it is called; of a person the name of the account.</summary>
    public string Name { get; set; } = "";

    public required ReceiverKind Kind { get; init; }

    /// <summary>Number of the person; null for others.</summary>
    public int? PersonId { get; init; }

    /// <summary>Mail address or address of a webhook, which often is a secret; empty for a person, whose account has it.</summary>
    [Secret]
    public string Address { get; set; } = "";

    /// <summary>How a webhook wants its body.</summary>
    public MessageForm Form { get; set; }

    /// <summary><c>de</c>, <c>en</c>, or empty for that of the person or the house.</summary>
    public string Language { get; set; } = "";

    /// <summary>IANA name of the zone of <see cref="Quiet"/>.</summary>
    public string Zone { get; set; } = "Europe/Berlin";

    /// <summary>See <see cref="QuietHours.Read"/>; empty for none.</summary>
    public string Quiet { get; set; } = "";

    /// <summary>True when what is urgent is told in quiet hours, too.</summary>
    public bool ActBreaks { get; set; } = true;

    /// <summary>At most so many messages an hour, 1 to 1,000; the rest comes as a summary.</summary>
    public int PerHour { get; set; } = UsualPerHour;

    /// <summary>False: nothing is sent.</summary>
    public bool IsOn { get; set; } = true;
}

/// <summary>What kind of receiver it is.</summary>
enum ReceiverKind
{
    Person,
    Mail,
    Webhook,
}

/// <summary>Who is told of what.</summary>
sealed class NoticeRule
{
    public required int Id { get; init; }

    public string Name { get; set; } = "";

    /// <summary>Only what concerns this asset and those below it; null for all.</summary>
    public int? AssetId { get; set; }

    /// <summary>True: only cases that say to act.</summary>
    public bool OnlyAct { get; set; }

    /// <summary>New cases, and the steps of <see cref="Steps"/> while nobody acknowledges.</summary>
    public bool OnNew { get; set; }

    /// <summary>Work orders that somebody is made responsible for.</summary>
    public bool OnAssigned { get; set; }

    /// <summary>Cases that were closed, work orders that are done.</summary>
    public bool OnClosed { get; set; }

    /// <summary>The chain: <c>3:0,5:15</c> tells receiver 3 at once and receiver 5 when nobody acknowledged within 15 minutes.</summary>
    public string Steps { get; set; } = "";

    /// <summary>False: it tells nobody.</summary>
    public bool IsOn { get; set; } = true;
}

/// <summary>Something that somebody is to be told, or was told. Never more than one of a record, a step and a receiver.</summary>
[NotAudited]
sealed class Notice
{
    public required long Id { get; set; }

    /// <summary>What makes it the same as another: record, occasion, step, receiver.</summary>
    public required string Key { get; init; }

    public required int RuleId { get; init; }

    public required int ReceiverId { get; init; }

    public required NoticeOccasion Occasion { get; init; }

    /// <summary>Number of the record of the case or the work order.</summary>
    public required long RecordId { get; init; }

    /// <summary>0 for the first receiver of a chain.</summary>
    public int Step { get; init; }

    /// <summary>True when it may break through quiet hours.</summary>
    public bool IsAct { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When to send it, or to look at it again.</summary>
    public DateTimeOffset Due { get; set; }

    public NoticeState State { get; set; }

    /// <summary>Key of the message it goes out with; a summary has several notices. Null until it goes out.</summary>
    public string? MessageKey { get; set; }

    /// <summary>When it was handed over to be sent.</summary>
    public DateTimeOffset? SentAt { get; set; }
}

/// <summary>Why somebody is told.</summary>
enum NoticeOccasion
{
    NewCase,
    Unacknowledged,
    CaseClosed,
    Assigned,
    WorkDone,

    /// <summary>A case of which it was told that it is to be watched has become one to act on.</summary>
    Urgent,
}

/// <summary>How far a notice is.</summary>
enum NoticeState
{
    /// <summary>Its time has not come.</summary>
    Waiting,

    /// <summary>It came in quiet hours, or beyond the messages of an hour, and comes with a summary.</summary>
    Held,

    /// <summary>It goes out with a message that may not be queued yet.</summary>
    Sending,

    /// <summary>Its message is queued on disk.</summary>
    Sent,

    /// <summary>It is not needed any more.</summary>
    Dropped,
}

/// <summary>Until when records were looked at.</summary>
[NotAudited]
sealed class NoticeMark
{
    public required int Id { get; init; }

    public DateTimeOffset Changed { get; set; }
}

sealed class NoticeReceiverTable : IEntityTypeConfiguration<NoticeReceiver>
{
    public void Configure(EntityTypeBuilder<NoticeReceiver> receiver)
    {
        receiver.ToTable("condition_notice_receiver");
        receiver.HasKey(r => r.Id);
        receiver.Property(r => r.Id).ValueGeneratedNever();
    }
}

sealed class NoticeRuleTable : IEntityTypeConfiguration<NoticeRule>
{
    public void Configure(EntityTypeBuilder<NoticeRule> rule)
    {
        rule.ToTable("condition_notice_rule");
        rule.HasKey(r => r.Id);
        rule.Property(r => r.Id).ValueGeneratedNever();
    }
}

sealed class NoticeTable : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.ToTable("condition_notice");
        notice.HasKey(n => n.Id);
        notice.Property(n => n.Id).ValueGeneratedNever();
    }
}

sealed class NoticeMarkTable : IEntityTypeConfiguration<NoticeMark>
{
    public void Configure(EntityTypeBuilder<NoticeMark> mark)
    {
        mark.ToTable("condition_notice_mark");
        mark.HasKey(m => m.Id);
        mark.Property(m => m.Id).ValueGeneratedNever();
    }
}
