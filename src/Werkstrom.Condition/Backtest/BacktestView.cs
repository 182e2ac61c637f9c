using System.Xml;
using Werkstrom.Condition.Findings;

namespace Werkstrom.Condition.Backtest;

/// <summary>The answer of a back-test as the API gives it.</summary>
/// <param name="What">What was tested, in words.</param>
/// <param name="From">Start of the span.</param>
/// <param name="To">End of the span.</param>
/// <param name="Horizon">How long before a failure a word counts as its announcement; lengths of time are ISO 8601, as P7D.</param>
/// <param name="Alarms">How many episodes it would have told.</param>
/// <param name="AlarmsPerWeek">The same a week.</param>
/// <param name="TrueAlarms">Those that a failure followed within the horizon.</param>
/// <param name="FalseAlarms">Those that none followed.</param>
/// <param name="OpenAlarms">Those of which the horizon is not over yet.</param>
/// <param name="AlarmsDuringFailures">Those that spoke while a failure was there already; they count neither way.</param>
/// <param name="Precision">True ones of true and false ones; those that announced the same failure count once.</param>
/// <param name="Recall">Failures that were announced.</param>
/// <param name="Lead">How long before the failures the first word came; null when none was announced.</param>
/// <param name="TimeShare">In which share of the span an episode lasted, 0 to 1.</param>
/// <param name="Episodes">Every episode; the first 1,000.</param>
/// <param name="Failures">The failures of the span.</param>
/// <param name="Signals">Numbers of the signals that were looked at.</param>
/// <param name="Samples">How many samples these have in the span.</param>
/// <param name="Notes">What to know before one trusts it, in sentences.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Seconds">How long that took, in seconds.</param>
/// <param name="Life">What would have been said of the remaining life; null unless that was asked.</param>
sealed record BacktestView(
    string What, DateTimeOffset From, DateTimeOffset To, string Horizon, int Alarms, double AlarmsPerWeek, int TrueAlarms, int FalseAlarms, int OpenAlarms,
    int AlarmsDuringFailures, ShareView Precision, ShareView Recall, LeadView? Lead, double TimeShare, IReadOnlyList<EpisodeView> Episodes,
    IReadOnlyList<AnnouncedView> Failures, IReadOnlyList<int> Signals, long Samples, IReadOnlyList<string> Notes, DateTimeOffset At, double Seconds, LifeCourseView? Life);

/// <summary>A share with its 95 % interval (Wilson).</summary>
/// <param name="Value">0 to 1; null where n is 0.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Hits">How many were.</param>
/// <param name="N">Of how many.</param>
sealed record ShareView(double? Value, double Low, double High, int Hits, int N)
{
    public static ShareView Of(Share share) => new(share.Value, share.Low, share.High, share.Hits, share.Of);
}

/// <summary>How long before failures the first word came.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Shortest">The shortest.</param>
/// <param name="Longest">The longest.</param>
/// <param name="N">Of how many failures.</param>
sealed record LeadView(string Median, string Shortest, string Longest, int N)
{
    public static LeadView? Of(Verdict verdict) => verdict.MedianLead is { } median
        ? new(XmlConvert.ToString(median), XmlConvert.ToString(verdict.Leads[0]), XmlConvert.ToString(verdict.Leads[^1]), verdict.Leads.Count)
        : null;
}

/// <summary>An episode.</summary>
/// <param name="AssetId">Of this asset.</param>
/// <param name="SignalId">About this signal; null for the asset as a whole.</param>
/// <param name="Kind">What was noticed.</param>
/// <param name="At">When it would have spoken.</param>
/// <param name="Since">Since when it was so.</param>
/// <param name="Until">When it was over; null where it lasted, or that is not watched.</param>
/// <param name="Value">What was seen.</param>
/// <param name="Usual">What is usual, or the limit.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Failure">Number of the record that followed; null for none.</param>
/// <param name="Lead">From the episode to that failure; null for none.</param>
sealed record EpisodeView(
    int AssetId, int? SignalId, FindingKind Kind, DateTimeOffset At, DateTimeOffset Since, DateTimeOffset? Until, double? Value, double? Usual, Outcome Outcome,
    long? Failure, string? Lead)
{
    public static EpisodeView Of(Judged e) => new(
        e.What.AssetId, e.What.SignalId, e.What.Kind, e.What.At, e.What.Since, e.What.Until, e.What.Value, e.What.Usual, e.Outcome, e.Failure?.RecordId,
        e.Lead is { } lead ? XmlConvert.ToString(lead) : null);
}

/// <summary>A failure of the span.</summary>
/// <param name="Record">Number of the record.</param>
/// <param name="IsCase">A confirmed case without a record of a failure.</param>
/// <param name="AssetId">What failed.</param>
/// <param name="At">When.</param>
/// <param name="Words">What it was called.</param>
/// <param name="Lead">How long before it the first word came; null for none.</param>
sealed record AnnouncedView(long Record, bool IsCase, int AssetId, DateTimeOffset At, string Words, string? Lead)
{
    public static AnnouncedView Of(Announced a) => new(
        a.Failure.RecordId, a.Failure.IsCase, a.Failure.AssetId, a.Failure.At, a.Failure.Words, a.Lead is { } lead ? XmlConvert.ToString(lead) : null);
}

/// <summary>What would have been said of a remaining life, against what came.</summary>
/// <param name="Range">How often the truth is to lie in the range, for example 0.9.</param>
/// <param name="Held">How often it did; days of the same life depend on each other.</param>
/// <param name="Lives">Of how many lives these days are.</param>
/// <param name="MedianErrorDays">Middle of how far the prediction lay from what came, in days; null where nothing came.</param>
/// <param name="MedianLateDays">The same with its sign: above 0 the failure came sooner than said.</param>
/// <param name="StepDays">From one day asked about to the next.</param>
/// <param name="Asked">How many days were asked about.</param>
/// <param name="Said">What would have been said, oldest first; days on which nothing could be said are left out.</param>
sealed record LifeCourseView(
    double Range, ShareView Held, int Lives, double? MedianErrorDays, double? MedianLateDays, double StepDays, int Asked, IReadOnlyList<LifePointView> Said)
{
    public static LifeCourseView? Of(LifeCourse? life) => life is null ? null : new(
        life.Range, ShareView.Of(life.Held), life.Lives, life.MedianError, life.MedianLate, life.Days, life.Asked, [.. life.Points.Select(LifePointView.Of)]);
}

/// <summary>What would have been said on one day; lengths in days from then on.</summary>
/// <param name="At">Nothing later was used.</param>
/// <param name="Method">learned, dates or trend.</param>
/// <param name="Part">What was said to go first.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Middle">As likely before as after.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="Came">When it failed; null where it goes on or was replaced before.</param>
/// <param name="Held">Whether that lay in the range; null where none came.</param>
sealed record LifePointView(DateTimeOffset At, string Method, string Part, double Lower, double Middle, double Upper, double? Came, bool? Held)
{
    public static LifePointView Of(LifePoint p) => new(p.At, p.Method.ToString().ToLowerInvariant(), p.Part, p.Lower, p.Middle, p.Upper, p.Came, p.Held);
}
