using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Data;
using Werkstrom.Store.Closing;
using Werkstrom.Store.Duck;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store;

/// <summary>What the parts of an open Store share.</summary>
sealed record StoreParts(
    DataFolder Folder, StoreOptions Options, TimeProvider Time, ILogger Logger, StoreDatabase Database, IngestLog Log,
    SampleTracker Tracker, DayBook Days, LiveValues Live, StoreMeters Meters, SignalFacts Signals)
{
    /// <summary>The instant before which a signal's raw samples are not kept, microseconds, by signal; only signals with a limit.</summary>
    public Dictionary<int, long> KeepFrom()
    {
        var today = UtcDay.Of(Micros.Of(Time.GetUtcNow()));
        return Signals.RetentionDays().ToDictionary(s => s.Key, s => UtcDay.Start(today - s.Value));
    }
}

/// <summary>What the Store asks of the signals; numbers that are not known answer null or the value as it is.</summary>
/// <param name="ExpectedInterval">How often a sample is expected.</param>
/// <param name="RetentionDays">How many days raw samples are kept, by signal; only signals with a limit.</param>
/// <param name="Shown">From a stored value to a shown one.</param>
sealed record SignalFacts(
    Func<int, TimeSpan?> ExpectedInterval, Func<IReadOnlyDictionary<int, int>> RetentionDays, Func<int, double, double> Shown)
{
    /// <summary>Nothing is known of any signal.</summary>
    public static SignalFacts None { get; } = new(_ => null, () => new Dictionary<int, int>(), (_, value) => value);
}
