using System.Text.Json;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Units;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Json;

/// <summary>Reads a body of JSON samples entry by entry and hands them to the Store.</summary>
sealed class JsonIntake(
    ISampleSink sink, SignalDesk desk, RecentBook recent, IDeadLetters letters, TimeProvider time, IOptions<ConnectOptions> options) : IReplayer
{
    // So many entries share one transaction of the catalog; as many samples are handed over at once.
    const int Together = 1_000;
    const int FlushSamples = 50_000;

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
        var payload = letter.Payload();
        try
        {
            using var document = JsonDocument.Parse(payload);
            await run.AddAsync(document.RootElement, stop);
            await run.FlushAsync(stop);
        }
        catch (JsonException e)
        {
            return JsonFaults.Of(e, payload);
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
        readonly List<OpenEntry> _open = [];
        readonly Repeats _repeats = new();
        readonly List<(long Index, string Place, Reason Reason, byte[] Raw)> _refused = [];
        long _index;
        long _late;

        public JsonTally Tally { get; } = new();

        public async ValueTask AddAsync(JsonElement entry, CancellationToken stop)
        {
            var index = _index++;
            if (Read(index, entry) is { } reason)
                Refuse(index, "", reason, System.Text.Encoding.UTF8.GetBytes(entry.GetRawText()));
            var version = intake.Desk.Catalog.Version;
            if (_open.Count >= Together)
                await StoreAsync(stop);
            // the next entry may never come: no new signal waits for it without a sample
            if (_batch.Count >= FlushSamples || _refused.Count >= Together || intake.Desk.Catalog.Version != version)
                await FlushAsync(stop);
        }

        public async ValueTask FlushAsync(CancellationToken stop)
        {
            if (_open.Count > 0)
                await StoreAsync(stop);
            if (_batch.Count > 0)
                await to.Sink.WriteAsync(_batch, stop);
            Tally.Stored += _batch.Count;
            to.Sender.Source.Accept(_batch.Count, _late, _repeats.Settle(_batch), intake.Now);
            _batch.Clear();
            _late = 0;
            foreach (var (index, place, reason, raw) in _refused.OrderBy(one => one.Index)) // some are found out later than others
            {
                Tally.Refuse($"{index}{place}", reason);
                to.Letters?.Add(to.Sender.Source, new("json", "", index + 1, reason, raw, raw.Length > DeadLetter.MaxRaw), Tally.Letters);
            }

            to.Sender.Source.Keep();
            _refused.Clear();
        }

        Reason? Read(long index, JsonElement entry)
        {
            try
            {
                if (JsonSample.TryRead(index, entry, out var sample) is { } reason)
                    return reason;
                _open.Add(new(sample!, Cells(sample!)));
                return null;
            }
            catch (InvalidOperationException) // a text of JSON is decoded late: half a pair of surrogates shows only then
            {
                return Reason.Of(Reasons.Syntax, "json.surrogate");
            }
        }

        /// <summary>Reads the samples of an entry; what cannot be stored whatever the signal makes none.</summary>
        JsonCell[] Cells(JsonSample sample)
        {
            var cells = new JsonCell[sample.Count];
            for (var place = 0; place < cells.Length; place++)
            {
                cells[place] = sample.Read(place, times);
                if (cells[place].Reason is null && intake.Desk.CheckTime(sample.Mapped, cells[place].Micros, times) is { } ahead)
                    cells[place] = new(ahead);
            }

            return cells;
        }

        async ValueTask StoreAsync(CancellationToken stop)
        {
            List<OpenEntry> good = [.. _open.Where(entry => Array.Exists(entry.Cells, cell => cell.Reason is null))];
            var signals = good.Count == 0 ? [] : await intake.Desk.EnsureAsync(to.Sender, [.. good.Select(entry => entry.Sample.Mapped.Wanted)], stop);
            var next = 0;
            foreach (var entry in _open)
            {
                var found = next < good.Count && ReferenceEquals(good[next], entry) ? signals[next++] : default;
                for (var place = 0; place < entry.Cells.Length; place++)
                {
                    if ((entry.Cells[place].Reason ?? await StoreAsync(entry.Sample, entry.Cells[place], found, stop)) is { } reason)
                        Refuse(entry.Sample.Index, entry.Sample.IsColumns ? $".value[{place}]" : "", reason, entry.Sample.Raw(place));
                }
            }

            _open.Clear();
        }

        async ValueTask<Reason?> StoreAsync(JsonSample sample, JsonCell cell, FoundSignal found, CancellationToken stop)
        {
            if (found.Signal is not { } signal)
                return found.Reason;
            if (times.RefuseAhead(cell.Micros, signal.Kind) is { } ahead)
                return ahead;
            var value = cell.Value;
            if (cell.Text is not null)
            {
                var (number, reason) = await intake.Desk.StateAsync(signal, cell.Text, stop);
                if (reason is not null)
                    return reason;
                value = number;
            }
            else if (sample.Unit.Length > 0 && signal.StoredUnit.Length > 0)
            {
                if (!Ucum.TryConversion(sample.Unit, signal.StoredUnit, out var conversion))
                    return Reason.Of(Reasons.Unit, "unit.other", signal.Path, signal.StoredUnit, sample.Unit);
                value = conversion.Of(value);
            }

            _batch.Add(signal.Id, cell.Micros, value, cell.Quality);
            _repeats.Add(intake.Recent.Of(signal.Id));
            if (cell.Micros < times.LateBefore)
                _late++;
            return null;
        }

        void Refuse(long index, string place, Reason reason, byte[] raw) => _refused.Add((index, place, reason, raw));
    }

    SignalDesk Desk => desk;

    RecentBook Recent => recent;

    DateTimeOffset Now => time.GetUtcNow();
}

/// <summary>An entry whose signal is not looked up yet.</summary>
sealed record OpenEntry(JsonSample Sample, JsonCell[] Cells);

/// <summary>What became of a body of JSON samples.</summary>
sealed class JsonTally
{
    const int Named = 1_000;

    public long Stored { get; set; }

    public long Refused { get; private set; }

    public List<(string Place, Reason Reason)> First { get; } = [];

    /// <summary>Tells when the refused ones are on disk.</summary>
    public Receipt Letters { get; } = new();

    public void Refuse(string place, Reason reason)
    {
        Refused++;
        if (First.Count < Named)
            First.Add((place, reason));
    }
}
