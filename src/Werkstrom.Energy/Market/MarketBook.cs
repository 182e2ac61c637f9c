using Microsoft.Extensions.Options;
using Werkstrom.Energy.Series;
using Werkstrom.Store.Ingest;
using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Market;

/// <summary>Keeps what foreign texts say: by the day in the book of series, from which bills are made, and as signals, which people look at.</summary>
sealed class MarketBook(SeriesBook book, DailySignals signals, ISampleSink sink, IOptions<EnergyOptions> options)
{
    const int BatchSize = 8_000;

    /// <summary>The zone of the house.</summary>
    public string Zone => options.Value.Zone;

    /// <summary>Keeps all series of a text that have a place.</summary>
    /// <param name="answer">What was read.</param>
    /// <param name="zone">Zone, region or postal code of the text.</param>
    /// <param name="source">Who says so, for people.</param>
    /// <param name="stop">Ends keeping; days that were kept stay.</param>
    /// <returns>How many days got a new version, over all series.</returns>
    public async Task<int> KeepAsync(MarketAnswer answer, string zone, string source, CancellationToken stop)
    {
        var days = 0;
        foreach (var series in answer.Series.Where(s => s.Values.Count > 0))
        {
            if (MarketPlaces.Of(answer, series, zone) is not { } place)
                continue;
            var values = Of(place.Name, series);
            days += await book.PutAsync(place.Name, values, source, answer.Published, stop);
            await ShowAsync(place, values, stop);
        }

        return days;
    }

    static QuarterSeries Of(string name, MarketSeries series)
    {
        var (first, last) = (series.Values.Keys.Min(), series.Values.Keys.Max());
        return new(name, first, [.. Enumerable.Range(first, last - first + 1).Select(q => series.Values.TryGetValue(q, out var value) ? value : (int?)null)]);
    }

    async Task ShowAsync(MarketPlace place, QuarterSeries values, CancellationToken stop)
    {
        var signal = await signals.EnsureAsync(place.Path, place.Kind, place.Unit, stop);
        SampleBatch batch = new(BatchSize);
        for (var quarter = values.Range.First; quarter < values.Range.End; quarter++)
        {
            if (values[quarter] is { } value)
                batch.Add(signal.Id, Quarters.Start(quarter).ToUnixTimeMilliseconds() * 1000, (double)value / place.Divisor);
            if (batch.Count < BatchSize && (quarter + 1 < values.Range.End || batch.Count == 0))
                continue;
            await sink.WriteAsync(batch, stop);
            batch.Clear();
        }
    }
}
