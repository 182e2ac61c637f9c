using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Demo;

/// <summary>
/// Made-up weather of a small town and of the country around it, by the quarter-hour: what wind and sun give, how green the rest of the zone is, and what
/// the exchange asks. Nothing of it was measured; it has the courses of day and year, fronts of some days, and negative prices on sunny Sundays.
/// </summary>
static class TownWeather
{
    const double Latitude = 49.4 * Math.PI / 180;
    const double Longitude = 8.7;

    static readonly Noise Fronts = new(11, 96 * 3), Gusts = new(12, 30), Clouds = new(13, 96 * 2), Showers = new(14, 14);
    static readonly Noise Country = new(15, 96 * 4), CountryClouds = new(16, 96 * 3), Traders = new(17, 10);

    /// <summary>What a kW of wind power gives of it, 0 to 1: cut in at 3 m/s, full at 12 m/s, cubic between.</summary>
    public static double Wind(int quarter) => Power(6.6 + (3.6 * Fronts.At(quarter)) + (1.4 * Gusts.At(quarter)) + (1.1 * Winter(quarter)));

    /// <summary>What a kWp of photovoltaics gives of it, 0 to 0.85.</summary>
    public static double Sun(int quarter) => Clear(quarter) * Math.Clamp(0.62 + (0.4 * Clouds.At(quarter)) + (0.18 * Showers.At(quarter)), 0.08, 1);

    /// <summary>Renewable share of the zone, 0 to 1.</summary>
    public static double Zone(int quarter)
    {
        var wind = Power(7 + (3 * Country.At(quarter)) + (1.2 * Fronts.At(quarter)) + Winter(quarter));
        var sun = Clear(quarter) * Math.Clamp(0.66 + (0.25 * CountryClouds.At(quarter)) + (0.15 * Clouds.At(quarter)), 0.15, 1);
        return Math.Clamp(0.3 + (0.7 * wind) + (0.75 * sun) - (0.06 * Evening(quarter)), 0.05, 0.99);
    }

    /// <summary>Day-ahead price, 0.001 ct/kWh; the same for the four quarter-hours of an hour before 1 October 2025, as the exchange had it.</summary>
    public static int Spot(int quarter)
    {
        var at = quarter < Quarters.At(new(2025, 9, 30, 22, 0, 0, TimeSpan.Zero)) ? quarter - (((quarter % 4) + 4) % 4) : quarter;
        var rest = 1 - Zone(at) + (0.14 * Evening(at)) - (0.1 * (GermanTime.Date(at).DayOfWeek is DayOfWeek.Sunday or DayOfWeek.Saturday ? 1 : 0));
        var price = -4_800 + (27_000 * Math.Max(0, rest)) + (900 * Traders.At(at));
        return (int)Math.Round(Math.Clamp(price, -50_000, 400_000));
    }

    // sine of the sun's height (declination by Cooper 1969), a little flatter for what reaches a module
    static double Clear(int quarter)
    {
        var utc = Quarters.Start(quarter).AddMinutes(7.5);
        var declination = 23.45 * Math.PI / 180 * Math.Sin(2 * Math.PI * (284 + utc.DayOfYear) / 365);
        var hour = ((utc.TimeOfDay.TotalHours + (Longitude / 15) - 12) * 15) * Math.PI / 180;
        var height = (Math.Sin(Latitude) * Math.Sin(declination)) + (Math.Cos(Latitude) * Math.Cos(declination) * Math.Cos(hour));
        return height <= 0 ? 0 : 0.85 * Math.Pow(height, 1.15);
    }

    static double Power(double speed) => Math.Clamp((Math.Pow(speed, 3) - 27) / (1728 - 27), 0, 1);

    static double Winter(int quarter) => Math.Cos(2 * Math.PI * (Quarters.Start(quarter).DayOfYear - 15) / 365.25);

    static double Evening(int quarter)
    {
        var hour = GermanTime.OfClock(quarter) / 4.0;
        return Math.Exp(-Math.Pow((hour - 19) / 2, 2)) + (0.6 * Math.Exp(-Math.Pow((hour - 7.5) / 1.6, 2)));
    }
}
