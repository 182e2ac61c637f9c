using System.Diagnostics;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Watching;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;
using Looks = Werkstrom.Learning.Watching.SignalKind;
using SignalKind = Werkstrom.Kernel.Signals.SignalKind;

namespace Werkstrom.Condition.Watching;

/// <summary>
/// Learns signals from what is stored of them: long ago by means of minutes, the last two hours by every sample, so that live samples simply go on.
/// The past is walked through in blocks, and after each there is a pause: who reads and writes goes first.
/// </summary>
sealed class HistoryLearner(SampleQueries samples, Format format)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Fine = TimeSpan.FromHours(2);
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
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
        await foreach (var block in BlocksAsync(signals, Floor(from), fine, Minute, stop))
        {
            for (var i = 0; i < signals.Count; i++)
                See(signals[i], watched[i], Minutes(signals[i], block[i]), found, looks);
        }

        Array.ForEach(watched, w => w.Resume());
        await foreach (var block in BlocksAsync(signals, fine, to, Second, stop))
        {
            for (var i = 0; i < signals.Count; i++)
                See(signals[i], watched[i], (block[i].Instants, block[i].Values), found, looks);
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
        List<double>[] recent = [.. signals.Select(_ => new List<double>())];
        await foreach (var block in BlocksAsync(signals, Floor(to - Guessed), to, Minute, stop))
        {
            for (var i = 0; i < recent.Length; i++)
                recent[i].AddRange(LastOfMinutes(block[i]));
        }

        var made = new WatchedSignal[signals.Count];
        for (var i = 0; i < made.Length; i++)
        {
            var signal = signals[i];
            var values = recent[i].ToArray();
            if (values.Length < WatchedSignal.FewValues && signal.Kind == SignalKind.Measurement)
                values = (await samples.RawAsync(signal.Id, new(from, to), MostGuessed, stop)).Values;
            made[i] = WatchedSignal.New(
                Kind(signal, values), sensitivity(signal), format.Zone, signal.Kind == SignalKind.Measurement ? values.Length : long.MaxValue, signal);
        }

        return made;
    }

    async IAsyncEnumerable<IReadOnlyList<Series>> BlocksAsync(
        IReadOnlyList<Signal> signals, DateTimeOffset from, DateTimeOffset to, TimeSpan step, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        int[] ids = [.. signals.Select(s => s.Id)];
        for (var start = from; start < to;)
        {
            var began = Stopwatch.GetTimestamp();
            var block = await samples.BlockAsync(ids, new(start, to), step, PlantData.BlockSamples, stop);
            yield return block.Series;
            start = Micros.ToInstant(block.ToMicros);
            await Task.Delay(Stopwatch.GetElapsedTime(began) / 2, stop); // two thirds of a core at most
        }
    }

    static void See(Signal signal, WatchedSignal watched, (long[] Instants, double[] Values) seen, Action<Signal, WatchAlarm> found, bool looks)
    {
        List<WatchAlarm> alarms = [];
        watched.See(seen.Instants, seen.Values, alarms, looks);
        foreach (var alarm in alarms)
            found(signal, alarm);
    }

    static IEnumerable<double> LastOfMinutes(Series series)
    {
        for (var i = 0; i < series.Count; i++)
        {
            if (i + 1 == series.Count || MinuteOf(series.Instants[i]) != MinuteOf(series.Instants[i + 1]))
                yield return series.Values[i];
        }
    }

    /// <summary>A minute of one sample is that sample; of several their mean, and of a counter and a state what it was last.</summary>
    static (long[] Instants, double[] Values) Minutes(Signal signal, Series series)
    {
        List<long> instants = new(series.Count);
        List<double> values = new(series.Count);
        for (int start = 0, end; start < series.Count; start = end)
        {
            var (minute, sum) = (MinuteOf(series.Instants[start]), 0.0);
            for (end = start; end < series.Count && MinuteOf(series.Instants[end]) == minute; end++)
                sum += series.Values[end];
            var isMean = signal.Kind == SignalKind.Measurement && series.Values.AsSpan(start, end - start).ContainsAnyExcept(series.Values[start]);
            instants.Add(end == start + 1 ? series.Instants[start] : minute * Micros.PerMinute);
            values.Add(isMean ? sum / (end - start) : series.Values[end - 1]);
        }

        return ([.. instants], [.. values]);
    }

    static long MinuteOf(long micros) => (micros - (((micros % Micros.PerMinute) + Micros.PerMinute) % Micros.PerMinute)) / Micros.PerMinute;

    static DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Minute.Ticks), TimeSpan.Zero);
}
