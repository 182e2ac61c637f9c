using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Cooperation.Terms;

/// <summary>Which data one firm shows the other, as it is offered or agreed.</summary>
sealed class Term
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>Counts the offers, from 1; only the newest one can be accepted.</summary>
    public int Version { get; set; }

    /// <summary>Who shows the data.</summary>
    public Side Giver { get; set; }

    /// <summary>What kind of data.</summary>
    public DataKind Kind { get; set; }

    /// <summary>Which: path of a signal or asset, name of a type of records or of a group.</summary>
    public string Subject { get; set; } = "";

    /// <summary>How fine.</summary>
    public Resolution Resolution { get; set; }

    /// <summary>What for: a word.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>First day.</summary>
    public DateOnly FromDay { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly UntilDay { get; set; }

    /// <summary>Where it stands.</summary>
    public TermState State { get; set; }

    /// <summary>Who made the newest offer.</summary>
    public Side OfferedBy { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>By whom.</summary>
    public string ChangedBy { get; set; } = "";

    /// <summary>The agreement of the Kernel once it is in force; null before.</summary>
    public int? AgreementId { get; set; }
}

/// <summary>What kind of data an agreement of a pilot is about.</summary>
enum DataKind
{
    /// <summary>One signal, by path; also an index.</summary>
    Signal,

    /// <summary>An asset with all below it, by path.</summary>
    Asset,

    /// <summary>All records of a type.</summary>
    Records,

    /// <summary>Sums over at least five customers, never one by itself.</summary>
    Group,
}

/// <summary>Where an offer stands.</summary>
enum TermState
{
    /// <summary>The other firm has to say something.</summary>
    Offered,

    /// <summary>Agreed: data may be seen.</summary>
    InForce,

    /// <summary>The other firm said no.</summary>
    Declined,

    /// <summary>Taken back before it was agreed.</summary>
    Withdrawn,

    /// <summary>Was agreed and is over.</summary>
    Ended,
}

/// <summary>What can be done with an offer.</summary>
enum TermStep
{
    /// <summary>Another offer in its place.</summary>
    Counter,

    /// <summary>Yes to the newest offer.</summary>
    Accept,

    /// <summary>No.</summary>
    Decline,

    /// <summary>Taking it back.</summary>
    Withdraw,

    /// <summary>Ending what is in force, at once.</summary>
    End,
}

/// <summary>Who may do what with an offer, and what it becomes. The whole of it is this table.</summary>
static class TermRules
{
    /// <summary>What an offer becomes; null when that may not be done.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="offeredBy">Who made the newest offer.</param>
    /// <param name="step">What is to be done.</param>
    /// <param name="by">By whom.</param>
    public static TermState? Next(TermState state, Side offeredBy, TermStep step, Side by) => (state, step, IsOfferer: by == offeredBy) switch
    {
        _ when by is not (Side.A or Side.B) => null,
        (TermState.Offered, TermStep.Counter, _) => TermState.Offered,
        (TermState.Offered, TermStep.Accept, false) => TermState.InForce,
        (TermState.Offered, TermStep.Decline, false) => TermState.Declined,
        (TermState.Offered, TermStep.Withdraw, true) => TermState.Withdrawn,
        (TermState.InForce, TermStep.End, _) => TermState.Ended,
        _ => null,
    };
}

/// <summary>A step in the life of an offer; never changed.</summary>
[Kernel.Auditing.NotAudited]
sealed class TermLog
{
    /// <summary>Number, 1 or more.</summary>
    public required int Id { get; init; }

    /// <summary>Of which offer.</summary>
    public required int TermsId { get; init; }

    /// <summary>Which version.</summary>
    public required int Version { get; init; }

    /// <summary>What was done: Offer or a <see cref="TermStep"/>.</summary>
    public required string Step { get; init; }

    /// <summary>By which firm.</summary>
    public required Side Side { get; init; }

    /// <summary>By whom.</summary>
    public required string Person { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the offer said then.</summary>
    public required string What { get; init; }
}

sealed class TermTable : IEntityTypeConfiguration<Term>
{
    public void Configure(EntityTypeBuilder<Term> term)
    {
        term.ToTable("cooperation_terms");
        term.Property(t => t.Id).ValueGeneratedNever();
    }
}

sealed class TermLogTable : IEntityTypeConfiguration<TermLog>
{
    public void Configure(EntityTypeBuilder<TermLog> log)
    {
        log.ToTable("cooperation_terms_step");
        log.Property(l => l.Id).ValueGeneratedNever();
    }
}
