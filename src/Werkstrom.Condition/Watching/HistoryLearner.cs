using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Watching;
using Werkstrom.Store.Queries;
using Looks = Werkstrom.Learning.Watching.SignalKind;
using SignalKind = Werkstrom.Kernel.Signals.SignalKind;

namespace Werkstrom.Condition.Watching;

/// <summary>Learns signals from what is stored of them: long ago by means of minutes, the last two hours by every sample, so that live samples simply go on.</summary>
sealed class HistoryLearner(SampleQueries samples)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Fine = TimeSpan.FromHours(2);
    static readonly TimeSpan Piece = TimeSpan.FromDays(5);
    const int MostSamples = 2_000_000;
    const int Guessed = 5_000;

    /// <summary>Learns some signals, in one walk through the past.</summary>
    /// <param name="signals">Which.</param>
    /// <param name="sensitivity">Of each, by its asset.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="found">Is given what they would have said.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The watched signals, in the order of <paramref name="signals"/>.</returns>
    public async Task<WatchedSignal[]> LearnAsync(
        IReadOnlyList<Signal> signals, Func<Signal, double> sensitivity, DateTimeOffset from, DateTimeOffset to,
        Action<Signal, WatchAlarm> found, CancellationToken stop)
    {
        var fine = to - Fine < from ? from : Floor(to - Fine);
        var watched = new WatchedSignal?[signals.Count];
        var few = new (long[] Instants, double[] Values)[signals.Count];
        for (var start = Floor(from); start < fine; start += Piece)
        {
            var end = start + Piece < fine ? start + Piece : fine;
            var columns = await samples.BucketsAsync([.. signals.Select(s => s.Id)], new(start, end), new(Minute), stop);
            for (var i = 0; i < signals.Count; i++)
            {
                var seen = Joined(few[i], await SamplesAsync(signals[i], columns[i], new(start, end), stop));
                // of a first piece that holds a few values the kind is not guessed: the next one tells more
                few[i] = watched[i] is null && seen.Values.Length < WatchedSignal.FewValues ? seen : default;
                if (few[i].Values is null)
                    See(signals[i], ref watched[i], seen, sensitivity, found);
            }
        }

        for (var i = 0; i < signals.Count && fine < to; i++)
        {
            watched[i]?.Resume();
            var series = await samples.RawAsync(signals[i].Id, new(fine, to), MostSamples, stop);
            See(signals[i], ref watched[i], Joined(few[i], (series.Instants, series.Values)), sensitivity, found);
        }

        return [.. watched.Select((w, i) => w ?? New(signals[i], [], sensitivity))];
    }

    /// <summary>As what a signal is watched: what a person said it is, else what its values look like.</summary>
    public static Looks Kind(Signal signal, IReadOnlyList<double> values) => signal.Kind switch
    {
        SignalKind.Counter => Looks.Counter,
        SignalKind.State => Looks.State,
        _ => SignalKinds.Guess(values.Take(Guessed)),
    };

    static (long[] Instants, double[] Values) Joined((long[] Instants, double[] Values) first, (long[] Instants, double[] Values) then) =>
        first.Values is null ? then : ([.. first.Instants, .. then.Instants], [.. first.Values, .. then.Values]);

    static WatchedSignal New(Signal signal, double[] values, Func<Signal, double> sensitivity) => WatchedSignal.New(
        Kind(signal, values), sensitivity(signal), signal.Kind == SignalKind.Measurement ? values.Length : long.MaxValue, signal);

    static void See(
        Signal signal, ref WatchedSignal? watched, (long[] Instants, double[] Values) seen, Func<Signal, double> sensitivity,
        Action<Signal, WatchAlarm> found)
    {
        if (seen.Instants.Length == 0)
            return;
        watched ??= New(signal, seen.Values, sensitivity);
        List<WatchAlarm> alarms = [];
        watched.See(seen.Instants, seen.Values, alarms);
        foreach (var alarm in alarms)
            found(signal, alarm);
    }

    /// <summary>Where no minute has two samples, the samples themselves; else a minute's mean, and of a counter and a state what it was last.</summary>
    async Task<(long[] Instants, double[] Values)> SamplesAsync(Signal signal, IReadOnlyList<Bucket> buckets, TimeRange range, CancellationToken stop)
    {
        if (buckets.Count == 0)
            return ([], []);
        if (buckets.All(b => b.Count == 1) && await samples.RawAsync(signal.Id, range, MostSamples, stop) is var raw)
            return (raw.Instants, raw.Values);
        return Minutes(signal, buckets);
    }

    static (long[] Instants, double[] Values) Minutes(Signal signal, IReadOnlyList<Bucket> buckets) =>
        ([.. buckets.Select(b => b.Start)], [.. buckets.Select(b => signal.Kind == SignalKind.Measurement && b.Min != b.Max ? b.Mean : b.Last)]);

    static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);
}
