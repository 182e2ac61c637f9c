using Werkstrom.Condition.Past.Causes;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Condition.Past;

/// <summary>What the past says of a case.</summary>
/// <param name="AssetId">The machine of the case.</param>
/// <param name="At">Its last sign; nothing later was looked at.</param>
/// <param name="Signals">Numbers of the signals that were compared.</param>
/// <param name="LengthHours">How long the compared stretches are; null when none were.</param>
/// <param name="HorizonDays">A failure within so many days counts as how a situation ended.</param>
/// <param name="LookedAtDays">Days of all machines together that were looked at.</param>
/// <param name="Machines">Machines that were looked at.</param>
/// <param name="Known">How many of those found have a known ending: the n of the share.</param>
/// <param name="Failed">How many of these a failure ended.</param>
/// <param name="Found">The most alike first.</param>
/// <param name="Why">Why there is nothing: noSignal, noSamples, shortHistory, nothingUnusual, nothingAlike; null when there is something.</param>
/// <param name="Cause">What is probably the matter.</param>
/// <param name="State">The state of the machine to which the comparison was kept; null: all time was compared.</param>
/// <param name="Rules">Rules that were learned of recorded failures and hold for this case, the surest first.</param>
sealed record SimilarView(
    int AssetId, DateTimeOffset At, IReadOnlyList<int> Signals, double? LengthHours, double HorizonDays, double LookedAtDays, int Machines, int Known, int Failed,
    IReadOnlyList<SituationView> Found, string? Why, CauseView Cause, string? State,
    IReadOnlyList<HeldCauseView> Rules)
{
    public static SimilarView Of(SimilarAnswer answer, CauseGuess cause, IReadOnlyList<HeldCause> held, AssetCatalog assets) => new(
        answer.Question.AssetId, answer.Question.At, [.. answer.Question.Signals.Select(s => s.Id)], answer.Length?.TotalHours, answer.HorizonDays,
        Math.Round(answer.LookedAt, 1), answer.Machines, answer.Known.Count, answer.Failed.Count, [.. answer.Found.Select(f => SituationView.Of(f, assets))],
        answer.Why is { } why ? Camel($"{why}") : null,
        new(Camel($"{cause.Sureness}"), cause.Kind, cause.Mode, cause.Votes, cause.All), answer.State,
        [.. held.Select(h => new HeldCauseView(h.Kind, h.Mode, h.Rule.ToString(), h.Occurred, h.Of, h.Learned.Table.Own ?? h.Of, h.Rule.False, h.Healthy))]);

    /// <summary>The name of a member as the API writes it.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>A rule that was learned of recorded failures and holds for the case.</summary>
/// <param name="Kind">What the failure is called.</param>
/// <param name="Mode">Code of the failure mode, or null.</param>
/// <param name="Text">Figures with limits that hold together.</param>
/// <param name="Held">Before how many of the failures it held.</param>
/// <param name="Of">Of how many of which something was measured, n.</param>
/// <param name="Own">How many of these were of the machine itself; the others of its kind.</param>
/// <param name="False">Healthy hours in which it held, too.</param>
/// <param name="Healthy">Of how many healthy hours.</param>
sealed record HeldCauseView(string Kind, string? Mode, string Text, int Held, int Of, int Own, int False, int Healthy);

/// <summary>A suggested cause.</summary>
/// <param name="Sureness">none, usual (what mostly happens to this machine), possible, likely.</param>
/// <param name="Kind">What the failure was called, or null.</param>
/// <param name="Mode">Code of the failure mode, or null.</param>
/// <param name="Votes">How many say so.</param>
/// <param name="All">Of how many, n.</param>
sealed record CauseView(string Sureness, string? Kind, string? Mode, int Votes, int All);

/// <summary>A past situation.</summary>
/// <param name="AssetId">The machine.</param>
/// <param name="Asset">Its path.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Likeness">Percent, 50 to 100.</param>
/// <param name="Ending">failure, confirmed, falseAlarm, nothing, open.</param>
/// <param name="LeadDays">Days to the failure; null when none came.</param>
/// <param name="FailureId">Record of the failure, or null.</param>
/// <param name="Kind">What the failure was called, or null.</param>
/// <param name="Mode">Code of the failure mode, or null.</param>
/// <param name="RepairHours">How long the repair took; null when that is not known.</param>
/// <param name="Lines">What each signal did.</param>
sealed record SituationView(
    int AssetId, string? Asset, DateTimeOffset From, DateTimeOffset To, double Likeness, string Ending, double? LeadDays, long? FailureId, string? Kind, string? Mode,
    double? RepairHours, IReadOnlyList<LineView> Lines)
{
    public static SituationView Of(SimilarSituation one, AssetCatalog assets) => new(
        one.AssetId, assets.TryGet(one.AssetId, out var asset) ? asset.Path : null, one.From, one.To, one.Likeness, SimilarView.Camel($"{one.Ending}"),
        one.LeadDays is { } lead ? Math.Round(lead, 2) : null, one.Failure?.RecordId, one.Failure?.Kind, one.Mode,
        one.Failure is { Until: { } until } failure ? Math.Round((until - failure.At).TotalHours, 2) : null,
        [.. one.Lines.Select(l => new LineView(l.Signal.Id, l.Signal.Unit, Numbers(l.Now), Numbers(l.Then)))]);

    static double?[] Numbers(double[] values) => [.. values.Select(v => double.IsFinite(v) ? (double?)v : null)];
}

/// <summary>One signal in the present and in a past situation, in equal steps.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Now">Its values; null where one is missing.</param>
/// <param name="Then">Those of then.</param>
sealed record LineView(int SignalId, string Unit, double?[] Now, double?[] Then);
