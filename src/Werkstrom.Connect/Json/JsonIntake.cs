using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Json;

/// <summary>Reads a body of JSON samples entry by entry and hands them to the Store.</summary>
sealed class JsonIntake(
    ISampleSink sink, SignalDesk desk, IDeadLetters letters, TimeProvider time, IOptions<ConnectOptions> options) : IReplayer
{
    // So many entries share one transaction of the catalog; as many samples are handed over at once.
    const int Together = 1_000;
    const int FlushSamples = 50_000;

    // Instant of the last sample of each signal that came this way; writers may race for it, it only feeds a counter.
    readonly ConcurrentDictionary<int, long> _last = new();

    public string Kind => "json";

    /// <summary>Stores the samples of a body: an array of entries, or one entry.</summary>
    /// <exception cref="JsonException">The body is no JSON; what came before may be stored.</exception>
    public async Task<JsonTally> ReadAsync(Stream body, Sender sender, CancellationToken stop)
    {
        Run run = new(this, new(sender, sink, letters), LineTimes.At(time.GetUtcNow(), Precision.Milliseconds, options.Value));
        await foreach (var entry in Entries(body, stop))
            await run.AddAsync(entry, stop);
        await run.FlushAsync(stop);
        return run.Tally;
    }

    /// <inheritdoc/>
    public async Task<Reason?> ReplayAsync(DeadLetter letter, ISampleSink into, CancellationToken stop)
    {
        var times = LineTimes.At(time.GetUtcNow(), Precision.Milliseconds, options.Value) with { Stamp = Micros.Of(letter.At) };
        Run run = new(this, new(new(new(letter.Source, "", "")), into, null), times);
        try
        {
            using var document = JsonDocument.Parse(letter.Payload());
            await run.AddAsync(document.RootElement, stop);
            await run.FlushAsync(stop);
        }
        catch (JsonException e)
        {
            return new(Reasons.Syntax, e.Message);
        }

        return run.Tally.First is [var refused, ..] ? refused.Reason : null;
    }

    static async IAsyncEnumerable<JsonElement> Entries(
        Stream body, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var pipe = System.IO.Pipelines.PipeReader.Create(body);
        if (await StartsAsArrayAsync(pipe, stop))
        {
            await foreach (var entry in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(pipe, cancellationToken: stop))
                yield return entry;
        }
        else
        {
            using var document = await JsonDocument.ParseAsync(pipe.AsStream(), default, stop);
            yield return document.RootElement.Clone(); // it is read after the document is gone
        }
    }

    static async ValueTask<bool> StartsAsArrayAsync(System.IO.Pipelines.PipeReader pipe, CancellationToken stop)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(stop);
            foreach (var part in read.Buffer)
            {
                var at = part.Span.IndexOfAnyExcept(" \t\r\n"u8);
                if (at < 0)
                    continue;
                var isArray = part.Span[at] == '[';
                pipe.AdvanceTo(read.Buffer.Start);
                return isArray;
            }

            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return false;
        }
    }

    /// <summary>One body on its way through.</summary>
    sealed class Run(JsonIntake intake, LineTarget to, LineTimes times)
    {
        readonly SampleBatch _batch = new();
        readonly List<JsonSample> _open = [];
        readonly List<(long Index, Reason Reason, byte[] Raw)> _refused = [];
        long _index;
        long _late;
        long _duplicates;

        public JsonTally Tally { get; } = new();

        public async ValueTask AddAsync(JsonElement entry, CancellationToken stop)
        {
            var index = _index++;
            if (JsonSample.TryRead(index, entry, out var sample) is { } reason)
                Refuse(index, "", reason, System.Text.Encoding.UTF8.GetBytes(entry.GetRawText()));
            else
                _open.Add(sample!);
            if (_open.Count >= Together)
                await StoreAsync(stop);
            if (_batch.Count >= FlushSamples || _refused.Count >= Together)
                await FlushAsync(stop);
        }

        public async ValueTask FlushAsync(CancellationToken stop)
        {
            if (_open.Count > 0)
                await StoreAsync(stop);
            if (_batch.Count > 0)
                await to.Sink.WriteAsync(_batch, stop);
            Tally.Stored += _batch.Count;
            to.Sender.Source.Accept(_batch.Count, _late, _duplicates, intake.Now);
            _batch.Clear();
            (_late, _duplicates) = (0, 0);
            foreach (var (index, reason, raw) in _refused)
                to.Letters?.Add(to.Sender.Source, new("json", "", index + 1, reason, raw, raw.Length > DeadLetter.MaxRaw));
            _refused.Clear();
        }

        async ValueTask StoreAsync(CancellationToken stop)
        {
            var signals = await intake.Desk.EnsureAsync(to.Sender, [.. _open.Select(sample => sample.Wanted)], stop);
            for (var at = 0; at < _open.Count; at++)
            {
                for (var place = 0; place < _open[at].Count; place++)
                {
                    if (await StoreAsync(_open[at], place, signals[at], stop) is { } reason)
                        Refuse(_open[at].Index, _open[at].IsColumns ? $".value[{place}]" : "", reason, _open[at].Raw(place));
                }
            }

            _open.Clear();
        }

        async ValueTask<Reason?> StoreAsync(JsonSample sample, int place, FoundSignal found, CancellationToken stop)
        {
            if (found.Signal is not { } signal)
                return found.Reason;
            if (sample.Unit.Length > 0 && signal.StoredUnit.Length > 0 && sample.Unit != signal.StoredUnit)
                return new(Reasons.Unit, $"{signal.Path} is kept in {signal.StoredUnit}, not in {sample.Unit}");
            if (sample.ReadTime(place, times, out var micros) is { } badTime)
                return badTime;
            if (micros > times.NewestPlain && signal.Kind is not (SignalKind.Forecast or SignalKind.Price))
                return LineTimes.Ahead(micros);
            if ((sample.ReadQuality(place, out var quality) ?? sample.ReadValue(place, out _, out _)) is { } bad)
                return bad;
            sample.ReadValue(place, out var value, out var text);
            if (text is not null)
            {
                var (number, reason) = await intake.Desk.StateAsync(signal, text, stop);
                if (reason is not null)
                    return reason;
                value = number;
            }

            _batch.Add(signal.Id, micros, value, quality);
            if (micros < times.LateBefore)
                _late++;
            if (intake.IsRepeated(signal.Id, micros))
                _duplicates++;
            return null;
        }

        void Refuse(long index, string place, Reason reason, byte[] raw)
        {
            Tally.Refuse($"{index}{place}", reason);
            _refused.Add((index, reason, raw));
        }
    }

    bool IsRepeated(int signal, long micros)
    {
        var isRepeated = _last.TryGetValue(signal, out var last) && last == micros;
        _last[signal] = micros;
        return isRepeated;
    }

    SignalDesk Desk => desk;

    DateTimeOffset Now => time.GetUtcNow();
}

/// <summary>What became of a body of JSON samples.</summary>
sealed class JsonTally
{
    const int Named = 1_000;

    public long Stored { get; set; }

    public long Refused { get; private set; }

    public List<(string Place, Reason Reason)> First { get; } = [];

    public void Refuse(string place, Reason reason)
    {
        Refused++;
        if (First.Count < Named)
            First.Add((place, reason));
    }
}
