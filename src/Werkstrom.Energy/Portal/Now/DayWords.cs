using System.Globalization;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Now;

/// <summary>Times and prices of quarter-hours in the words of the reader.</summary>
static class DayWords
{
    static CultureInfo Culture => CultureInfo.CurrentUICulture;

    static bool IsGerman => Culture.TwoLetterISOLanguageName == "de";

    /// <summary>The clock at the start of a quarter-hour, <c>13:45</c>; in the hour that comes twice with its zone.</summary>
    public static string Clock(int quarter)
    {
        var ofClock = GermanTime.OfClock(quarter);
        var twice = GermanTime.OfClock(quarter + 4) == ofClock ? IsGerman ? " (MESZ)" : " (CEST)" : GermanTime.OfClock(quarter - 4) == ofClock ? IsGerman ? " (MEZ)" : " (CET)" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{ofClock / 4:00}:{ofClock % 4 * 15:00}{twice}");
    }

    /// <summary>From one to another: <c>13:45–15:00</c>; an end at midnight is 24:00.</summary>
    public static string Span(int first, int end) => $"{Clock(first)}–{End(end)}";

    /// <summary>The clock at an end; at midnight 24:00.</summary>
    public static string End(int end) => GermanTime.OfClock(end) == 0 ? "24:00" : Clock(end);

    /// <summary>0.001 ct/kWh as ct with one decimal.</summary>
    public static string Cents(int price) => (price / 1_000m).ToString("0.0", Culture);

    /// <summary>µct as € with two decimals.</summary>
    public static string Euro(long microCents) => (microCents / 100_000_000m).ToString("N2", Culture);

    /// <summary>Wh as kWh with one decimal.</summary>
    public static string Kwh(long wh) => (wh / 1_000m).ToString("N1", Culture);

    /// <summary>A day: <c>Mo, 23.11.</c></summary>
    public static string Day(DateOnly day) => day.ToString(IsGerman ? "ddd, dd.MM." : "ddd d MMM", Culture);

    /// <summary>When a light is on in a day, longest stretches in their order.</summary>
    public static string When(MyDay day, Light light)
    {
        List<string> spans = [];
        for (var i = 0; i < day.Index.Length;)
        {
            var end = i;
            while (end < day.Index.Length && MyDay.LightOf(day.Index[end]) == light)
                end++;
            if (end > i)
                spans.Add(Span(day.Range.First + i, day.Range.First + end));
            i = Math.Max(end, i + 1);
        }

        return string.Join(", ", spans);
    }
}
