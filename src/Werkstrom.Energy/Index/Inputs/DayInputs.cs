using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Inputs;

/// <summary>What the index of a German day rests on, as it is kept and hashed: whole Wh and millionths by the quarter-hour, null where nothing is known.</summary>
/// <param name="Region">Code of the region.</param>
/// <param name="Day">The day.</param>
/// <param name="Parts">Local renewable generation by technology, Wh; a technology that the region has not is not there.</param>
/// <param name="Load">Wh.</param>
/// <param name="Zone">Renewable share of the zone, millionths.</param>
/// <param name="Negative">Quarter-hours in which a generation below 0 (what inverters draw at night) counts as 0.</param>
sealed record DayInputs(string Region, DateOnly Day, IReadOnlyDictionary<string, int?[]> Parts, int?[] Load, int?[] Zone, int Negative)
{
    /// <summary>Quarter-hours of the day.</summary>
    public int Count => Load.Length;

    /// <summary>Whether nothing is missing.</summary>
    public bool IsComplete => Enumerable.Range(0, Count).All(i => Quarter(i) is not null);

    /// <summary>How many quarter-hours are known wholly.</summary>
    public int Known => Enumerable.Range(0, Count).Count(i => Quarter(i) is not null);

    /// <summary>What the index of a quarter-hour rests on; null where a part is missing.</summary>
    public GreenQuarter? Quarter(int at) =>
        Parts.Count > 0 && Parts.Values.All(p => p[at] is not null) && Load[at] is { } load && Zone[at] is { } zone
            ? new(Parts.Values.Sum(p => (long)p[at]!.Value), load, zone) : null;

    /// <summary>What is missing, in words; empty when nothing is.</summary>
    public IEnumerable<string> Missing()
    {
        foreach (var (name, values) in Parts.Append(new(IndexParts.Load, Load)).Append(new("share of the zone", Zone)))
        {
            if (values.Count(v => v is null) is > 0 and var count)
                yield return FormattableString.Invariant($"{name}: {count} of {Count} quarter-hours are missing");
        }

        if (Parts.Count == 0)
            yield return "no local generation is known";
    }

    /// <summary>The same without words: <c>wind 4/96, zone 96/96</c>.</summary>
    public string MissingParts() => string.Join(
        ", ", Parts.Append(new(IndexParts.Load, Load)).Append(new("zone", Zone)).Select(p => (p.Key, Missing: p.Value.Count(v => v is null))).Where(p => p.Missing > 0)
            .Select(p => FormattableString.Invariant($"{p.Key} {p.Missing}/{Count}")));

    /// <summary>The bytes that are hashed: JSON with these members in this order, no white space.</summary>
    public string Canonical()
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to))
        {
            json.WriteStartObject();
            json.WriteString("day", Day.ToString("O", null));
            Write(json, "load", Load);
            json.WriteNumber("negative", Negative);
            json.WriteStartObject("parts");
            foreach (var (name, values) in Parts.OrderBy(p => p.Key, StringComparer.Ordinal))
                Write(json, name, values);
            json.WriteEndObject();
            json.WriteString("region", Region);
            Write(json, "zone", Zone);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(to.ToArray());
    }

    /// <summary>SHA-256 of a text as UTF-8, lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads what <see cref="Canonical"/> wrote.</summary>
    /// <exception cref="FormatException">It was changed so that it is no such text any more.</exception>
    public static DayInputs Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var day = DateOnly.ParseExact(root.GetProperty("day").GetString()!, "O", null);
            DayInputs read = new(
                root.GetProperty("region").GetString()!, day,
                root.GetProperty("parts").EnumerateObject().ToDictionary(p => p.Name, p => Numbers(p.Value)), Numbers(root.GetProperty("load")),
                Numbers(root.GetProperty("zone")), root.GetProperty("negative").GetInt32());
            var count = GermanTime.Day(day).Count;
            return read.Parts.Values.Append(read.Load).Append(read.Zone).All(v => v.Length == count)
                ? read : throw new FormatException($"not every row has {count} quarter-hours");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new FormatException($"The inputs of a day cannot be read: {e.Message}", e);
        }
    }

    static int?[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Null ? (int?)null : n.GetInt32())];

    static void Write(Utf8JsonWriter json, string name, int?[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (value is { } number)
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
