using System.Buffers.Text;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// The thorough way: lines of new series or fields, unusual numbers, new texts, and bad lines. What it learns goes to the cache.
/// A field that cannot be stored does not cost the other fields of its line.
/// </summary>
sealed class LineResolver(SignalDesk desk, RuleBook rules, SeriesCache cache)
{
    // So many lines share one transaction of the catalog; bounds what a burst of new series holds in memory.
    const int Together = 1_000;

    /// <summary>Stores what it can of the held lines in the decoder's batch; the others go to <paramref name="refused"/>.</summary>
    public async Task ResolveAsync(
        ReadOnlyMemory<byte> block, LineDecoder decoder, LineTimes times, Sender sender, List<RefusedLine> refused, CancellationToken stop)
    {
        for (var from = 0; from < decoder.Held.Count; from += Together)
        {
            List<OpenLine> lines = [];
            Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
            List<WantedSignal> wanted = [];
            foreach (var held in decoder.Held.Skip(from).Take(Together))
                Open(block, held, lines, places, wanted, refused);
            var signals = wanted.Count == 0 ? [] : await desk.EnsureAsync(sender, wanted, stop);
            foreach (var line in lines)
            {
                if (await StoreAsync(line, signals, decoder, times, stop) is { } reason)
                    refused.Add(RefusedLine.Of(block.Span, line.Held, reason));
            }
        }
    }

    void Open(
        ReadOnlyMemory<byte> block, HeldLine held, List<OpenLine> lines, Dictionary<string, int> places,
        List<WantedSignal> wanted, List<RefusedLine> refused)
    {
        if (held.Length > ConnectLimits.LongestLine)
        {
            refused.Add(RefusedLine.Of(block.Span, held, LineReasons.TooLong(held.Length)));
            return;
        }

        if (LineText.TryParse(block.Span.Slice(held.Start, held.Length), out var text) is { } reason)
        {
            refused.Add(RefusedLine.Of(block.Span, held, reason));
            return;
        }

        var set = rules.Current;
        var fields = new int[text!.Fields.Count];
        for (var at = 0; at < fields.Length; at++)
        {
            var field = text.Fields[at];
            var isState = field.IsText || Numbers.TryBoolean(field.Value, out _);
            var mapped = set.Map(text.Measurement, text.Tags, field.Name, isState);
            if (!places.TryGetValue(mapped.Path, out fields[at]))
            {
                places[mapped.Path] = fields[at] = wanted.Count;
                wanted.Add(mapped.Wanted);
            }
        }

        lines.Add(new(held, text, fields, wanted));
    }

    async ValueTask<Reason?> StoreAsync(
        OpenLine line, IReadOnlyList<FoundSignal> signals, LineDecoder decoder, LineTimes times, CancellationToken stop)
    {
        if (ReadTime(line.Text.Time, times, out var micros) is { } badTime)
            return badTime;
        SeriesEntry? series = null;
        Reason? first = null;
        for (var at = 0; at < line.Fields.Length; at++)
        {
            var field = line.Text.Fields[at];
            var (value, reason) = await ReadValueAsync(field, signals[line.Fields[at]], micros, times, stop);
            if (reason is { } bad)
            {
                first = first is { } before ? before with { Text = $"{before.Text}; {field.Name}: {bad.Text}" } : bad with { Text = $"{field.Name}: {bad.Text}" };
                continue;
            }

            var signal = signals[line.Fields[at]].Signal!;
            series ??= cache.GetOrAdd(line.Text.Key);
            var known = series.Set(new(field.Raw, line.Wanted[line.Fields[at]].Path, signal.Id, signal.Kind == SignalKind.State));
            if (field.IsText)
                known.Learn(field.Value.AsSpan(1, field.Value.Length - 2), (int)value);
            decoder.Add(known, micros, value, times);
        }

        return first;
    }

    async ValueTask<(double Value, Reason? Reason)> ReadValueAsync(
        FieldText field, FoundSignal found, long micros, LineTimes times, CancellationToken stop)
    {
        if (found.Signal is not { } signal)
            return (0, found.Reason);
        if (micros > times.NewestPlain && signal.Kind is not (SignalKind.Forecast or SignalKind.Price))
            return (0, LineTimes.Ahead(micros));
        if (field.IsText)
            return await desk.StateAsync(signal, LineText.UnescapeString(field.Value.AsSpan(1, field.Value.Length - 2)), stop);
        if (Numbers.TryBoolean(field.Value, out var truth))
            return (truth ? 1 : 0, null);
        var reason = Numbers.Read(field.Value, out var value);
        return (value, reason);
    }

    static Reason? ReadTime(ReadOnlySpan<byte> text, LineTimes times, out long micros)
    {
        micros = times.Stamp;
        if (text.IsEmpty)
            return null;
        if (!Utf8Parser.TryParse(text, out long value, out var used) || used != text.Length || text[0] == '+')
            return new(Reasons.Time, $"timestamp '{LineReasons.Shown(text)}' is not a 64-bit integer");
        micros = times.Precision.ToMicros(value);
        return times.Refuse(value, micros);
    }

    sealed record OpenLine(HeldLine Held, LineText Text, int[] Fields, List<WantedSignal> Wanted);
}
