using System.Globalization;
using System.Xml;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Asking;

/// <summary>Instants and lengths as the API writes them.</summary>
static class Iso
{
    /// <summary>Microseconds since 1970 as ISO 8601 UTC, with as many decimals as are needed.</summary>
    public static string Of(long micros) => Of(Micros.ToInstant(micros));

    /// <summary>An instant as ISO 8601 UTC, with as many decimals as are needed.</summary>
    public static string Of(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A bucket length: <c>PT15M</c>, <c>PT1H</c> are fixed; <c>P1D</c>, <c>P1W</c>, <c>P1M</c> are calendar units in a zone.</summary>
    public static BucketSize? Bucket(string? every, string? zone, Faults faults)
    {
        var inZone = string.IsNullOrEmpty(zone) ? "UTC" : zone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(inZone, out _))
            faults.Add("zone", $"zone ({zone}) is not a time zone such as Europe/Berlin.");
        switch (every)
        {
            case null or "": return new(TimeSpan.FromHours(1));
            case "P1D": return new(null, CalendarUnit.Day, inZone);
            case "P1W" or "P7D": return new(null, CalendarUnit.Week, inZone);
            case "P1M": return new(null, CalendarUnit.Month, inZone);
        }
        if (Length(every) is { } length && length >= TimeSpan.FromSeconds(1) && length <= TimeSpan.FromDays(1))
            return new(length);
        faults.Add("every", $"every ({every}) must be P1D, P1W, P1M, or from PT1S to PT24H, for example PT15M or PT1H.");
        return null;
    }

    /// <summary>An ISO 8601 duration of days, hours, minutes, seconds; null when it is none.</summary>
    public static TimeSpan? Length(string? text)
    {
        if (text is not ['P', ..] || text.Length > 30)
            return null;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A length as an ISO 8601 duration; null stays null.</summary>
    public static string? Of(TimeSpan? length) => length is { } given ? XmlConvert.ToString(given) : null;
}
