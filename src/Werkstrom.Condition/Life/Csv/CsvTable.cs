using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Kernel.Files;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>The table of remaining lives: for people, for spreadsheets, for programs.</summary>
static class CsvTable
{
    static readonly CultureInfo English = CultureInfo.InvariantCulture;
    static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sentences, then a row a unit.</summary>
    public static void Print(TextWriter to, CsvResult result, double share)
    {
        foreach (var note in result.Notes)
            to.WriteLine(note.Say(English));
        if (result.Units.Count == 0)
            return;
        to.WriteLine();
        var unit = result.TimeUnit.Length > 0 ? $" [{result.TimeUnit}]" : "";
        string[] head =
        [
            Text("col.unit"), Text("col.age") + unit, Text("col.remaining"), string.Create(English, $"{Text("col.range")} {100 * share:0.#} %"),
            .. result.IsDate ? ["until"] : Array.Empty<string>(), Text("col.state"), Text("col.drivers"),
        ];
        string[][] rows = [head, .. result.Units.Select(u => Row(u, result.IsDate))];
        var widths = head.Select((_, c) => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
            to.WriteLine(string.Join("  ", row.Select((cell, c) => IsNumber(c) ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]))).TrimEnd());
    }

    /// <summary>A row a unit, comma and point, with a header.</summary>
    public static string Csv(CsvResult result)
    {
        StringBuilder text = new("unit,age,remaining,lower,upper,state,driver1,effect1,driver2,effect2,driver3,effect3\n");
        foreach (var unit in result.Units)
        {
            string[] cells =
            [
                CsvCell.Quoted(unit.Unit), Whole(unit.Age), Whole(unit.Remaining), Whole(unit.Lower), Whole(unit.Upper), unit.State.ToString().ToLowerInvariant(),
                .. Enumerable.Range(0, 3).SelectMany(i => Cells(unit.Drivers.ElementAtOrDefault(i))),
            ];
            text.AppendJoin(',', cells).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Everything, for programs.</summary>
    public static string Json(CsvResult result, double share) => JsonSerializer.Serialize(
        new
        {
            notes = result.Notes.Select(n => n.Say(English)),
            timeUnit = result.TimeUnit,
            interval = share,
            method = result.Model is not null ? "learned" : result.ByDates is not null ? "dates" : "none",
            card = result.Card is { } card ? new
            {
                card.Episodes,
                card.Samples,
                card.Regimes,
                cap = card.Cap * result.Model!.About.Step * CsvAbout.Scale(result.Model.About),
                card.Used,
                card.LeftOut,
                error = card.Error * result.Model.About.Step * CsvAbout.Scale(result.Model.About),
                errorUncut = card.ErrorUncut * result.Model.About.Step * CsvAbout.Scale(result.Model.About),
                coverage = double.IsNaN(card.Coverage) ? (double?)null : card.Coverage,
            } : null,
            units = result.Units.Select(u => new
            {
                u.Unit,
                u.Age,
                u.Remaining,
                u.Lower,
                u.Upper,
                state = u.State.ToString().ToLowerInvariant(),
                drivers = u.Drivers.Select(d => new { d.Signal, d.Effect, change = double.IsNaN(d.Change) ? (double?)null : d.Change }),
                course = u.Course,
                doubts = u.Doubts.Select(d => d.Say(English)),
            }),
        }, Written);

    /// <summary>A signal, whether it rose or fell, and by how much it moves the life.</summary>
    public static string Said(CsvDriver driver, CultureInfo language) => string.Create(
        language, $"{driver.Signal}{(driver.Change > 0.3 ? " ↑" : driver.Change < -0.3 ? " ↓" : "")} {(driver.Effect < 0 ? "−" : "+")}{Math.Abs(driver.Effect):0.#}");

    static string[] Row(CsvOutlook unit, bool isDate)
    {
        var said = unit.Doubts.Count > 0 ? string.Join("; ", unit.Doubts.Select(d => d.Say(English))) : string.Join(", ", unit.Drivers.Select(d => Said(d, English)));
        var until = unit.Remaining is null ? "" : $"{Day(unit.At, unit.Lower)} – {Day(unit.At, unit.Upper)}";
        return
        [
            unit.Unit, Shown(unit.Age), Shown(unit.Remaining), unit.Remaining is null ? "" : $"{Shown(unit.Lower)} – {Shown(unit.Upper)}",
            .. isDate ? [until] : Array.Empty<string>(), Text($"state.{unit.State.ToString().ToLowerInvariant()}"), said,
        ];
    }

    static string Day(double at, double? days) =>
        DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(at + (86_400 * (days ?? 0)), 0, 4e9)).ToString("yyyy-MM-dd", English);

    // three digits that bear something
    static string Shown(double? value) => value is not { } v ? "–" : Math.Abs(v) >= 100 ? v.ToString("0", English) : v.ToString("0.#", English);

    static string Whole(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.######", English) : "";

    static string[] Cells(CsvDriver? driver) => driver is null ? ["", ""] : [CsvCell.Quoted(driver.Signal), Whole(driver.Effect)];

    static string Text(string key) => LifeText.Say(English, key);

    static bool IsNumber(int column) => column is > 0 and < 4;
}
