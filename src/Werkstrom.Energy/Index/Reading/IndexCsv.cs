using System.Globalization;
using System.Text;
using Werkstrom.Energy.Index.Regions;

namespace Werkstrom.Energy.Index.Reading;

/// <summary>The index as CSV with commas, a row a quarter-hour, UTC and German day.</summary>
static class IndexCsv
{
    /// <summary>Writes days.</summary>
    public static string Write(IReadOnlyList<IndexDay> days)
    {
        StringBuilder text = new($"start_utc,german_day,index,basis,late,measured_index,provisional,share,coverage,zone_share,co2_g_per_kwh,{string.Join(',', IndexParts.Renewable.Select(p => p + "_wh"))},load_wh,forecast_low,forecast_middle,forecast_high,quality,seal\r\n");
        foreach (var day in days)
        {
            foreach (var quarter in day.Quarters)
                text.Append(Row(day, quarter)).Append("\r\n");
        }

        return text.ToString();
    }

    static string Row(IndexDay day, IndexQuarter q) => string.Join(
        ',',
        [
            q.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Text(q.Index), day.Seal?.Basis, day.Seal is null ? "" : day.Seal.IsLate ? "yes" : "no", Text(q.Measured), q.IsProvisional switch { true => "yes", false => "no", null => "" },
            Text(q.Share), Text(q.Coverage), Text(q.ZoneShare), Text(q.Co2), .. IndexParts.Renewable.Select(p => Text(q.Parts?.GetValueOrDefault(p))), Text(q.Load),
            Text(q.Forecast?.Low), Text(q.Forecast?.Middle), Text(q.Forecast?.High), q.Quality, day.Seal?.Hash,
        ]);

    static string Text<T>(T? number) where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
