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
    static readonly TimeSpan Guessed = TimeSpan.FromDays(2);
    const int MostGuessed = 5_000;

    /// <summary>Learns some signals, in one walk through the past.</summary>
    /// <param name="signals">Which.</param>
    /// <param name="sensitivity">Of each, by its asset.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="found">Is given what they would have said.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="looks">Whether to look each minute whether one has been silent, or in one state, for too long, as live watching does.</param>
    /// <returns>The watched signals, in the order of <paramref name="signals"/>.</returns>
    public async Task<WatchedSignal[]> LearnAsync(
        IReadOnlyList<Signal> signals, Func<Signal, double> sensitivity, DateTimeOffset from, DateTimeOffset to,
        Action<Signal, WatchAlarm> found, CancellationToken stop, bool looks = false)
    {
        var fine = to - Fine < from ? from : Floor(to - Fine);
        var watched = await NewAsync(signals, sensitivity, from, to, stop);
        for (var start = Floor(from); start < fine; start += Piece)
        {
            var end = start + Piece < fine ? start + Piece : fine;
            var columns = await samples.BucketsAsync([.. signals.Select(s => s.Id)], new(start, end), new(Minute), stop);
            for (var i = 0; i < signals.Count; i++)
                See(signals[i], watched[i], await SamplesAsync(signals[i], columns[i], new(start, end), stop), found, looks);
        }

        for (var i = 0; i < signals.Count && fine < to; i++)
        {
            watched[i].Resume();
            var series = await samples.RawAsync(signals[i].Id, new(fine, to), MostSamples, stop);
            See(signals[i], watched[i], (series.Instants, series.Values), found, looks);
        }

        for (var i = 0; i < signals.Count && looks; i++)
        {
            if (watched[i].LookUntil(to) is { } alarm)
                found(signals[i], alarm);
        }

        return watched;
    }

    /// <summary>As what a signal is watched: what a person said it is, else what its values look like.</summary>
    public static Looks Kind(Signal signal, IReadOnlyList<double> values) => signal.Kind switch
    {
        SignalKind.Counter => Looks.Counter,
        SignalKind.State => Looks.State,
        _ => SignalKinds.Guess(values.Take(MostGuessed)),
    };

    // the kind is guessed from the last two days, where that is little from all there is
    async Task<WatchedSignal[]> NewAsync(
        IReadOnlyList<Signal> signals, Func<Signal, double> sensitivity, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        var recent = await samples.BucketsAsync([.. signals.Select(s => s.Id)], new(Floor(to - Guessed), to), new(Minute), stop);
        var made = new WatchedSignal[signals.Count];
        for (var i = 0; i < made.Length; i++)
        {
            var signal = signals[i];
            double[] values = [.. recent[i].Select(b => b.Last)];
            if (values.Length < WatchedSignal.FewValues && signal.Kind == SignalKind.Measurement)
                values = (await samples.RawAsync(signal.Id, new(from, to), MostGuessed, stop)).Values;
            made[i] = WatchedSignal.New(
                Kind(signal, values), sensitivity(signal), signal.Kind == SignalKind.Measurement ? values.Length : long.MaxValue, signal);
        }

        return made;
    }

    static void See(Signal signal, WatchedSignal watched, (long[] Instants, double[] Values) seen, Action<Signal, WatchAlarm> found, bool looks)
    {
        List<WatchAlarm> alarms = [];
        watched.See(seen.Instants, seen.Values, alarms, looks);
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
