using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Watching;

namespace Werkstrom.Condition.Watching;

/// <summary>An alarm of a watch as a finding, and back.</summary>
static class WatchWords
{
    public static Finding Finding(Signal signal, WatchAlarm alarm, bool isPast) => new()
    {
        AssetId = signal.AssetId,
        SignalId = signal.Id,
        Kind = (FindingKind)(int)alarm.Channel,
        At = alarm.At,
        Since = alarm.Since,
        Score = Finite(alarm.Score) ?? 0,
        Value = Finite(alarm.Value),
        Usual = Finite(alarm.Usual),
        Spread = Finite(alarm.Spread),
        Furthest = Finite(alarm.Furthest),
        IsPast = isPast,
    };

    /// <summary>What is told more than a day after it was: an import, or the time in which Werkstrom did not run.</summary>
    public static bool IsPast(WatchAlarm alarm, DateTimeOffset now) => now - alarm.At > TimeSpan.FromDays(1);

    public static WatchAlarm Alarm(Finding finding) => new(
        finding.At, finding.Since, (WatchChannel)(int)finding.Kind, finding.Score, finding.Value ?? double.NaN,
        finding.Usual ?? double.NaN, finding.Spread ?? double.NaN, finding.Furthest ?? 0);

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
