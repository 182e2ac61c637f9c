using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Life;

/// <summary>Says remaining lives in sentences, in the language of the reader.</summary>
sealed class LifeWords(IStringLocalizer<LifeText> text, Format format)
{
    /// <summary>"holds until 3 – 9 December (90 %)"; "at least until …" while no wear is to be seen.</summary>
    public string Until(LifeForecast forecast) => text[
        forecast.IsHealthy ? "say.healthy" : forecast.Method == LifeMethod.Trend ? "say.trend" : IsWide(forecast) ? "say.wide" : "say.until",
        Range(forecast.Lower, forecast.Upper), Percent(forecast.Share), About(forecast.Days(0.5))];

    /// <summary>Whether what is known of lives says that parts wear out, with the figures; empty where that does not matter.</summary>
    public string Wear(LifeForecast forecast) => forecast is { Method: LifeMethod.Dates, Law.Fit: var fit }
        ? text[fit.Shape.Lower > 1 ? "why.shape.wears" : "why.shape.chance", fit.Distribution.Shape, fit.Shape.Lower, fit.Shape.Upper] : "";

    /// <summary>On what it rests, or why there is nothing to say.</summary>
    public string Why(LifeSaid said) => text[said.Key, said.Arguments];

    /// <summary>Two days as people write them: <c>3. – 9. Dezember</c>, <c>28. November – 2. Dezember</c>; hours within one day.</summary>
    public string Range(DateTimeOffset from, DateTimeOffset to)
    {
        var (a, b, now) = (format.Local(from), format.Local(to), format.Local(format.Now));
        if (a.Date == b.Date)
            return $"{Day(a, now)}, {a:HH:mm} – {b:HH:mm}";
        var german = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
        var first = a.Year == b.Year && a.Month == b.Month ? $"{a.Day}{(german ? "." : "")}" : a.Year == b.Year ? a.ToString(german ? "d. MMMM" : "d MMMM", CultureInfo.CurrentCulture) : Day(a, now);
        return $"{first} – {(a.Year == b.Year ? Day(b, now) : Day(b, DateTimeOffset.MinValue))}";
    }

    /// <summary>A signal, whether it rose or fell, and by how many days it moves the life.</summary>
    public string Driver(string signal, double days, double change) => text[
        days < 0 ? "driver.shorter" : "driver.longer", signal.Length == 0 ? text["driver.age"].Value : signal, change > 0.3 ? " ↑" : change < -0.3 ? " ↓" : "", Format.Number(Math.Abs(days), 1)];

    /// <summary>A span in days as many digits as it bears.</summary>
    public static string Days(double days) => Format.Number(days, days < 10 ? 1 : 0);

    // a range of weeks that begins tomorrow helps nobody to plan
    static bool IsWide(LifeForecast forecast) => forecast.Quantiles[^1].Days > 14 && forecast.Quantiles[^1].Days > 15 * Math.Max(forecast.Quantiles[0].Days, 0.5);

    string About(double days) => days < 2 ? text["unit.hours", Format.Number(days * 24, 0)] : text["unit.days", Days(days)];

    /// <summary>A share as per cent.</summary>
    public static string Percent(double share) => $"{Format.Number(100 * share, 0)}\u202F%";

    static string Day(DateTimeOffset day, DateTimeOffset now)
    {
        var german = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
        return day.ToString((german ? "d. MMMM" : "d MMMM") + (day.Year == now.Year ? "" : " yyyy"), CultureInfo.CurrentCulture);
    }
}
