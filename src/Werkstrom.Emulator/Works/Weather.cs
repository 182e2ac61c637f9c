namespace Werkstrom.Emulator.Works;

/// <summary>Outside the works: temperature and sun at 49.5° N, 8.5° E.</summary>
sealed class Weather(Noise noise)
{
    const double Latitude = 49.5 * Math.PI / 180;
    const double Longitude = 8.5;

    /// <summary>Air, °C.</summary>
    public double Temperature { get; private set; }

    /// <summary>Global horizontal irradiance, W/m².</summary>
    public double Irradiance { get; private set; }

    public void Step(DateTimeOffset now)
    {
        var hours = now.ToUnixTimeMilliseconds() / 3_600_000.0;
        var year = now.DayOfYear + (now.TimeOfDay.TotalDays);
        var solar = now.TimeOfDay.TotalHours + (Longitude / 15); // mean solar time; the equation of time is left out
        var season = -Math.Cos((year - 20) / 365.25 * 2 * Math.PI);
        Temperature = 10.5 + (9.0 * season) + (4.0 * Math.Sin((solar - 9) / 24 * 2 * Math.PI)) + (4.5 * noise.Smooth(1, hours / 60));

        // Declination after Cooper (1969), https://doi.org/10.1016/0038-092X(69)90047-4
        var declination = 23.45 * Math.PI / 180 * Math.Sin(2 * Math.PI * (284 + year) / 365);
        var elevation = (Math.Sin(Latitude) * Math.Sin(declination))
            + (Math.Cos(Latitude) * Math.Cos(declination) * Math.Cos((solar - 12) / 24 * 2 * Math.PI));
        var cloud = Math.Clamp(0.55 + (0.45 * noise.Smooth(2, hours / 18)) + (0.25 * noise.Smooth(3, hours * 4)), 0.05, 1);
        Irradiance = elevation <= 0 ? 0 : 1098 * elevation * Math.Exp(-0.057 / elevation) * cloud; // Haurwitz clear sky (1945)
    }
}
