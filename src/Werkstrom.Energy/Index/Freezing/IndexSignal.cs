using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Freezing;

/// <summary>The frozen index, said before the day, as the signal <c>energy/REGION/green-index</c>, %, a sample at the start of each quarter-hour, so that charts and other modules see it.</summary>
sealed class IndexSignal(DailySignals signals, ISampleSink sink)
{
    /// <summary>Its path.</summary>
    public static string Path(string region) => $"energy/{region}/green-index";

    /// <summary>Writes a frozen day.</summary>
    public async Task WriteAsync(FrozenDay day, CancellationToken stop)
    {
        var signal = await signals.EnsureAsync(Path(day.Region), SignalKind.Forecast, "%", stop);
        SampleBatch batch = new(day.Values.Count);
        var first = GermanTime.Day(day.Day).First;
        for (var i = 0; i < day.Values.Count; i++)
            batch.Add(signal.Id, Micros.Of(Quarters.Start(first + i)), day.Values[i]);
        await sink.WriteAsync(batch, stop);
    }
}
