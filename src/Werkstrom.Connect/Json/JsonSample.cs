using System.Text;
using System.Text.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.Json;

/// <summary>
/// One entry of a body of JSON samples: a sample (<c>{"path":"works/press/t","at":"2026-01-01T00:00:00Z","value":71.5,"unit":"Cel"}</c>),
/// or many of one signal with <c>at</c>, <c>value</c> and, if wanted, <c>quality</c> as columns. <c>at</c> is ISO 8601 with an
/// offset or Unix milliseconds; without it the time of the server holds.
/// </summary>
sealed class JsonSample
{
    readonly JsonElement _entry;

    JsonSample(long index, JsonElement entry, string path, string unit)
    {
        (Index, _entry, Path, Unit) = (index, entry, path, unit);
        IsColumns = Property("value")?.ValueKind == JsonValueKind.Array;
        Count = IsColumns ? Property("value")!.Value.GetArrayLength() : 1;
    }

    public long Index { get; }

    public string Path { get; }

    public string Unit { get; }

    public bool IsColumns { get; }

    /// <summary>How many samples it has.</summary>
    public int Count { get; }

    /// <summary>What a new signal would be.</summary>
    public Mapped Mapped => new(Path, Unit.Length > 0 ? Unit : Suffixes.Of(Path).Unit, FirstValue() is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False
        ? SignalKind.State
        : Suffixes.Of(Path).Kind, 0);

    /// <summary>Reads what is common to all samples of an entry.</summary>
    public static Reason? TryRead(long index, JsonElement entry, out JsonSample? sample)
    {
        sample = null;
        if (entry.ValueKind != JsonValueKind.Object)
            return Reason.Of(Reasons.Syntax, "json.entry");
        if (!entry.TryGetProperty("path", out var path) || path.ValueKind != JsonValueKind.String)
            return Reason.Of(Reasons.Path, "json.path");
        if (!entry.TryGetProperty("value", out _))
            return Reason.Of(Reasons.Syntax, "json.value");
        var hasUnit = entry.TryGetProperty("unit", out var unit) && unit.ValueKind != JsonValueKind.Null;
        if (hasUnit && unit.ValueKind != JsonValueKind.String)
            return Reason.Of(Reasons.Unit, "json.unit");
        sample = new(index, entry, path.GetString()!.Trim('/'), hasUnit ? SignalDesk.UnitOf(unit.GetString()!) : "");
        return sample.ColumnsDiffer() ? Reason.Of(Reasons.Syntax, "json.columns") : null;
    }

    /// <summary>Reads one of its samples.</summary>
    public JsonCell Read(int place, LineTimes times)
    {
        if (ReadTime(place, times, out var micros) is { } badTime)
            return new(badTime);
        if (ReadQuality(place, out var quality) is { } badQuality)
            return new(badQuality);
        if (ReadValue(place, out var value, out var text) is { } badValue)
            return new(badValue);
        return text is not null && SignalDesk.CheckState(text) is { } tooLong ? new(tooLong) : new(null, micros, value, text, quality);
    }

    /// <summary>The instant of one of its samples, microseconds.</summary>
    Reason? ReadTime(int place, LineTimes times, out long micros)
    {
        micros = times.Stamp;
        if (Cell("at", place) is not { } at || at.ValueKind == JsonValueKind.Null)
            return null;
        if (at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var millis))
        {
            micros = Precision.Milliseconds.ToMicros(millis);
            return times.Refuse(millis, micros);
        }

        if (at.ValueKind == JsonValueKind.String && JsonCells.HasOffset(at.GetString()!) && at.TryGetDateTimeOffset(out var instant))
        {
            micros = Micros.Of(instant);
            return micros is >= 0 and <= LineTimes.Newest ? null : Reason.Of(Reasons.TimeRange, "stamp.years", JsonCells.Short(at));
        }

        return Reason.Of(Reasons.Time, "json.time", JsonCells.Short(at));
    }

    /// <summary>The value of one of its samples, unless it is a text.</summary>
    Reason? ReadValue(int place, out double value, out string? text)
    {
        (value, text) = (0, null);
        var cell = Cell("value", place)!.Value;
        switch (cell.ValueKind)
        {
            case JsonValueKind.Number:
                return JsonCells.ReadNumber(cell, out value);
            case JsonValueKind.True or JsonValueKind.False:
                value = cell.GetBoolean() ? 1 : 0;
                return null;
            case JsonValueKind.String:
                text = cell.GetString();
                return null;
            default:
                return Reason.Of(Reasons.Number, "json.cell", JsonCells.Short(cell));
        }
    }

    Reason? ReadQuality(int place, out byte quality)
    {
        quality = Quality.Good;
        if (Cell("quality", place) is not { } cell || cell.ValueKind == JsonValueKind.Null)
            return null;
        return cell.ValueKind == JsonValueKind.Number && cell.TryGetByte(out quality) && quality != Quality.Deleted
            ? null
            : Reason.Of(Reasons.Quality, "json.quality", JsonCells.Short(cell));
    }

    /// <summary>One of its samples as an entry of its own, to be kept.</summary>
    public byte[] Raw(int place)
    {
        if (!IsColumns)
            return Encoding.UTF8.GetBytes(_entry.GetRawText());
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("path", Path);
            foreach (var name in (ReadOnlySpan<string>)["at", "value", "quality"])
            {
                if (Cell(name, place) is not { } cell)
                    continue;
                json.WritePropertyName(name);
                cell.WriteTo(json);
            }

            json.WriteString("unit", Unit);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    JsonValueKind FirstValue() => Count == 0 ? JsonValueKind.Null : Cell("value", 0)!.Value.ValueKind;

    bool ColumnsDiffer()
    {
        foreach (var name in (ReadOnlySpan<string>)["at", "quality"])
        {
            var column = Property(name);
            if (column?.ValueKind == JsonValueKind.Array ? !IsColumns || column.Value.GetArrayLength() != Count : name == "at" && IsColumns)
                return true;
        }

        return false;
    }

    JsonElement? Cell(string name, int place) =>
        Property(name) is { } cell ? cell.ValueKind == JsonValueKind.Array ? cell[place] : cell : null;

    JsonElement? Property(string name) => _entry.TryGetProperty(name, out var found) ? found : null;
}

/// <summary>A sample that was read: where its value goes is not known yet. With a reason it is refused, and the rest means nothing.</summary>
readonly record struct JsonCell(Reason? Reason, long Micros = 0, double Value = 0, string? Text = null, byte Quality = 0);
