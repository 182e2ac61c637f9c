using System.Globalization;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;
using Werkstrom.Twins.Operations;
using Range = Werkstrom.Aas.Model.Range;

namespace Werkstrom.Twins.Alive;

/// <summary>Reads the samples of an asset in a span of time as records of IDTA 02008: one an instant, with the signals that have a sample then.</summary>
sealed class RecordReader(Asset asset, OperationalData data, SampleQueries samples) : IOperationMaker
{
    /// <summary>No answer has more values; a longer span is asked for in parts.</summary>
    public const int Most = 10_000;

    static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch, Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "Werkstrom";

    public async Task<IReadOnlyList<ISubmodelElement>> AskAsync(OperationCall call, CancellationToken stop)
    {
        var span = Span((Range)call.Inputs.Single());
        SortedDictionary<long, List<ISubmodelElement>> records = [];
        if (span is { } range)
            await ReadAsync(records, range, stop);
        return [Parts.Group(TimeSeries.Records, TimeSeries.Base + "Records/1/1", records.Select((r, i) => Record(r.Key, r.Value, i)))];
    }

    async Task ReadAsync(SortedDictionary<long, List<ISubmodelElement>> records, TimeRange range, CancellationToken stop)
    {
        var left = Most;
        foreach (var (signal, bare) in data.Signals(asset))
        {
            var read = await samples.RawAsync(signal.Id, range, left + 1, stop);
            if ((left -= read.Count) < 0)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"there are more than {Most:N0} samples in this span; ask for a shorter one"));
            Add(records, signal, bare, read);
        }
    }

    void Add(SortedDictionary<long, List<ISubmodelElement>> records, Signal signal, Property bare, Series read)
    {
        for (var i = 0; i < read.Count; i++)
        {
            if (data.TextOf(signal, bare, read.Values[i]) is not { } text)
                continue;
            if (!records.TryGetValue(read.Instants[i], out var values))
                records[read.Instants[i]] = values = [];
            values.Add(Parts.Value(bare.IdShort!, null, bare.ValueType, text));
        }
    }

    static SubmodelElementCollection Record(long instant, List<ISubmodelElement> values, int at) => Parts.Group(
        string.Create(CultureInfo.InvariantCulture, $"Record_{at + 1}"), TimeSeries.Base + "Record/1/1",
        values.Prepend(Parts.Value("Time", TimeSeries.Base + "UtcTime/1/1", DataTypeDefXsd.DateTime, Parts.Instant(Micros.ToInstant(instant)))));

    // both ends belong to it; before 1970 and after 2200 there are no samples
    static TimeRange? Span(Range asked)
    {
        var (from, to) = (Instant(asked.Min, Earliest), Instant(asked.Max, Latest));
        if (to < from)
            throw new FormatException($"its Timespan ends ({asked.Max}) before it begins ({asked.Min})");
        return to < Earliest || from >= Latest ? null : new(from < Earliest ? Earliest : from, (to < Latest ? to : Latest).AddMicroseconds(1));
    }

    static DateTimeOffset Instant(string? text, DateTimeOffset open)
    {
        if (string.IsNullOrEmpty(text))
            return open;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
            : throw new FormatException($"its Timespan names '{text}', which is no instant of the years 1 to 9999");
    }
}
