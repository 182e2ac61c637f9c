using System.Text;
using System.Text.Json;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Energy.Index.Freezing;

/// <summary>What a frozen day was computed from, as it is kept and hashed: whoever has the days of its window gets the same values from it.</summary>
/// <param name="Region">Code.</param>
/// <param name="Day">The German day.</param>
/// <param name="Basis">Forecast, or measured.</param>
/// <param name="Known">Number of the newest version of inputs that was known.</param>
/// <param name="Window">How many days it was ranked among.</param>
/// <param name="Root">Hash of these days, <see cref="Inputs.IndexWindow.Root"/>.</param>
/// <param name="Own">Measured: hash of the day's own inputs. Forecast: empty.</param>
/// <param name="Shares">The day's renewable shares, millionths: the forecast's middle, or measured.</param>
sealed record FrozenInputs(string Region, DateOnly Day, FrozenBasis Basis, long Known, int Window, string Root, string Own, int[] Shares)
{
    /// <summary>The bytes that are hashed: JSON with these members in this order, no white space.</summary>
    public string Canonical()
    {
        using MemoryStream to = new();
        using (Utf8JsonWriter json = new(to))
        {
            json.WriteStartObject();
            json.WriteString("basis", FrozenDay.BasisWord(Basis));
            json.WriteString("day", Day.ToString("O", null));
            json.WriteString("formula", GreenIndex.Formula);
            json.WriteNumber("known", Known);
            json.WriteString("own", Own);
            json.WriteString("region", Region);
            json.WriteString("root", Root);
            json.WriteStartArray("shares");
            foreach (var share in Shares)
                json.WriteNumberValue(share);
            json.WriteEndArray();
            json.WriteNumber("window", Window);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(to.ToArray());
    }

    /// <summary>Reads what <see cref="Canonical"/> wrote; null when it is not that.</summary>
    public static FrozenInputs? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            string Text(string name) => root.GetProperty(name).GetString()!;
            FrozenInputs read = new(
                Text("region"), DateOnly.ParseExact(Text("day"), "O", null), FrozenDay.BasisOf(Text("basis")),
                root.GetProperty("known").GetInt64(), root.GetProperty("window").GetInt32(), Text("root"), Text("own"), [.. root.GetProperty("shares").EnumerateArray().Select(s => s.GetInt32())]);
            return read.Canonical() == text ? read : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            return null;
        }
    }
}
