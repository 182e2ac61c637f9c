using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Cooperation.Checks;
using Werkstrom.Cooperation.Criteria;
using Werkstrom.Cooperation.Goals;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Cooperation.Terms;

namespace Werkstrom.Cooperation.Results;

/// <summary>What a pilot tells the world, once both firms agree to it.</summary>
sealed class PilotResult
{
    /// <summary>Of which pilot.</summary>
    public required int PilotId { get; init; }

    /// <summary>The last part of its address; nobody can guess it.</summary>
    public required string Slug { get; set; }

    /// <summary>In a few sentences.</summary>
    public string Summary { get; set; } = "";

    /// <summary>What was learned.</summary>
    public string Lessons { get; set; } = "";

    /// <summary>Who agreed for the one firm; empty: nobody yet.</summary>
    public string AgreedA { get; set; } = "";

    /// <summary>Who agreed for the other.</summary>
    public string AgreedB { get; set; } = "";

    /// <summary>Since when everybody may read it; null: nobody may.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>What both agreed to, as it is shown: later changes in the pilot do not appear by themselves.</summary>
    [Kernel.Auditing.Secret]
    public string Content { get; set; } = "";
}

/// <summary>What stands on a result page. Made of what both firms see; there is no place in it for anything private.</summary>
/// <param name="Title">Of the pilot.</param>
/// <param name="Question">What it was to answer.</param>
/// <param name="PartnerA">Name of the one firm.</param>
/// <param name="PartnerB">Name of the other.</param>
/// <param name="Starts">First day.</param>
/// <param name="Ends">Last day.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Summary">In a few sentences.</param>
/// <param name="Lessons">What was learned.</param>
/// <param name="Goals">The shared goals.</param>
/// <param name="Verdict">What the last check said as a whole; null: none was run.</param>
/// <param name="CheckedAt">When it was.</param>
/// <param name="Criteria">What it found.</param>
/// <param name="Agreements">Which data were agreed on, and whether that was kept to its end or ended before.</param>
/// <param name="Decisions">What was decided, and why.</param>
/// <param name="Place">Whose interface that check tested; null: as it was not kept yet.</param>
sealed record ResultContent(
    string Title, string Question, string PartnerA, string PartnerB, DateOnly Starts, DateOnly Ends, PilotState State, string Summary, string Lessons, IReadOnlyList<ResultGoal> Goals,
    Feasible? Verdict, DateTimeOffset? CheckedAt, IReadOnlyList<ResultCriterion> Criteria, IReadOnlyList<ResultAgreement> Agreements, IReadOnlyList<ResultDecision> Decisions,
    Kernel.Trials.TrialPlace? Place = null)
{
    /// <summary>As who reads it now reads what the program wrote into the decision log.</summary>
    public ResultContent In(Plan.LogWords log) => this with { Decisions = [.. Decisions.Select(d => d with { What = log.Read(d.What), Why = log.Read(d.Why) })] };
}

/// <summary>A shared goal on a result page.</summary>
sealed record ResultGoal(string Firm, string Text, string Criterion, Reached Reached, string Why);

/// <summary>A criterion on a result page; the trial's key, so that it has its name in the reader's language.</summary>
sealed record ResultCriterion(string Trial, string Name, Verdict Outcome, double? Measured, double? Limit, bool IsAtLeast, string Unit);

/// <summary>An agreement on a result page.</summary>
sealed record ResultAgreement(string Giver, DataKind Kind, string Subject, Kernel.Agreements.Resolution Resolution, string Purpose, TermState State);

/// <summary>A decision on a result page.</summary>
sealed record ResultDecision(DateTimeOffset At, string What, string Why);

sealed class PilotResultTable : IEntityTypeConfiguration<PilotResult>
{
    public void Configure(EntityTypeBuilder<PilotResult> result)
    {
        result.ToTable("cooperation_result");
        result.HasKey(r => r.PilotId);
        result.Property(r => r.PilotId).ValueGeneratedNever();
    }
}
