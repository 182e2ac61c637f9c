using System.Buffers.Text;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>
/// The thorough way: lines of new series or fields, unusual numbers, new texts, and bad lines. What it learns goes to the cache.
/// A field that cannot be stored does not cost the other fields of its line, and makes no signal.
/// </summary>
sealed class LineResolver(SignalDesk desk, RuleBook rules, SeriesCache cache, RecentBook recent)
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
            Wants wants = new();
            foreach (var held in decoder.Held.Skip(from).Take(Together))
            {
                if (Open(block.Span, held, times, wants, lines) is { } reason)
                    refused.Add(RefusedLine.Of(block.Span, held, reason));
            }

            var signals = wants.Signals.Count == 0 ? [] : await desk.EnsureAsync(sender, wants.Signals, stop);
            foreach (var line in lines)
            {
                if (await StoreAsync(line, signals, decoder, times, stop) is { } reason)
                    refused.Add(RefusedLine.Of(block.Span, line.Held, reason));
            }
        }
    }

    /// <summary>Reads a line and notes the signals that it needs; what cannot be stored whatever the signal needs none.</summary>
    Reason? Open(ReadOnlySpan<byte> block, HeldLine held, in LineTimes times, Wants wants, List<OpenLine> lines)
    {
        if (held.Length > ConnectLimits.LongestLine)
            return LineReasons.TooLong(held.Length);
        if (LineText.TryParse(block.Slice(held.Start, held.Length), out var text) is { } unread)
            return unread;
        if (ReadTime(text!.Time, times, out var micros) is { } badTime)
            return badTime;
        var set = rules.Current;
        var fields = new OpenField[text.Fields.Count];
        for (var at = 0; at < fields.Length; at++)
        {
            var field = text.Fields[at];
            var isTruth = Numbers.TryBoolean(field.Value, out var truth);
            var mapped = set.Map(text.Measurement, text.Tags, field.Name, field.IsText || isTruth);
            var value = truth ? 1d : 0;
            var reason = field.IsText ? SignalDesk.CheckState(field.Text()) : isTruth ? null : Numbers.Read(field.Value, out value);
            reason ??= desk.CheckTime(mapped, micros, times);
            fields[at] = new(field, mapped.Path, reason is null ? wants.Place(mapped) : -1, value, reason);
        }

        lines.Add(new(held, text.Key, micros, fields));
        return null;
    }

    async ValueTask<Reason?> StoreAsync(
        OpenLine line, IReadOnlyList<FoundSignal> signals, LineDecoder decoder, LineTimes times, CancellationToken stop)
    {
        SeriesEntry? series = null;
        Reason? all = null;
        foreach (var field in line.Fields)
        {
            var found = field.Reason is null ? signals[field.Place] : default;
            var (value, reason) = found.Signal is { } known ? await ReadAsync(field, known, line.Micros, times, stop) : (0, field.Reason ?? found.Reason);
            if (reason is { } bad)
            {
                all = all?.And(bad.In(field.Text.Name)) ?? bad.In(field.Text.Name);
                continue;
            }

            series ??= cache.GetOrAdd(line.Key);
            var signal = found.Signal!;
            var kept = series.Set(new(field.Text.Raw, field.Path, signal.Id, signal.Kind == SignalKind.State, recent.Of(signal.Id)));
            if (field.Text.IsText)
                kept.Learn(field.Text.Value.AsSpan(1, field.Text.Value.Length - 2), (int)value);
            decoder.Add(kept, line.Micros, value, times);
        }

        return all;
    }

    async ValueTask<(double Value, Reason? Reason)> ReadAsync(
        OpenField field, Signal signal, long micros, LineTimes times, CancellationToken stop)
    {
        if (times.RefuseAhead(micros, signal.Kind) is { } ahead)
            return (0, ahead);
        return field.Text.IsText ? await desk.StateAsync(signal, field.Text.Text(), stop) : (field.Value, null);
    }

    static Reason? ReadTime(ReadOnlySpan<byte> text, LineTimes times, out long micros)
    {
        micros = times.Stamp;
        if (text.IsEmpty)
            return null;
        if (!Utf8Parser.TryParse(text, out long value, out var used) || used != text.Length || text[0] == '+')
            return Reason.Of(Reasons.Time, "stamp.integer", LineReasons.Shown(text));
        micros = times.Precision.ToMicros(value);
        return times.Refuse(value, micros);
    }

    sealed record OpenLine(HeldLine Held, byte[] Key, long Micros, OpenField[] Fields);

    /// <summary>A field that was read: where its signal stands among the wanted ones, or why it needs none.</summary>
    readonly record struct OpenField(FieldText Text, string Path, int Place, double Value, Reason? Reason);

    /// <summary>The signals that lines need, each once.</summary>
    sealed class Wants
    {
        readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

        public List<WantedSignal> Signals { get; } = [];

        public int Place(Mapped mapped)
        {
            if (_places.TryGetValue(mapped.Path, out var place))
                return place;
            Signals.Add(mapped.Wanted);
            return _places[mapped.Path] = Signals.Count - 1;
        }
    }
}
