using System.Globalization;
using Microsoft.Extensions.Options;

namespace Werkstrom.Ui;

/// <summary>Numbers, instants and spans as the reader writes them: language of the request, zone of the plant.</summary>
public sealed class Format(IOptions<UiOptions> options, TimeProvider clock)
{
    readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>The zone in which instants are shown.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>The instant now, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    static CultureInfo Culture => CultureInfo.CurrentCulture;

    static bool IsGerman => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";

    /// <summary>A number with the reader's separators: as many digits as asked for, else four significant ones and no useless zeros.</summary>
    /// <param name="number">The number; NaN and infinities give a dash.</param>
    /// <param name="digits">Digits after the decimal sign, 0 to 15; null for as many as the number bears.</param>
    public static string Number(double number, int? digits = null)
    {
        if (!double.IsFinite(number))
            return "–";
        if (digits is { } fixedDigits)
            return Plain(Math.Round(number, Math.Clamp(fixedDigits, 0, 15)).ToString("N" + Math.Clamp(fixedDigits, 0, 15), Culture));
        var size = Math.Abs(number);
        if (size is not 0 and (< 1e-4 or >= 1e9))
            return Plain(number.ToString("0.###E+0", Culture));
        return Plain(number.ToString(size switch { >= 1000 => "#,0", >= 100 => "0.#", >= 10 => "0.##", >= 1 => "0.###", _ => "0.####" }, Culture));
    }

    /// <summary>A number and its unit with a narrow space between: <c>71,3 °C</c>.</summary>
    /// <param name="unit">UCUM code; see <see cref="UnitSymbol"/>.</param>
    public static string Value(double number, string? unit, int? digits = null) =>
        UnitSymbol.Of(unit) is { Length: > 0 } symbol ? $"{Number(number, digits)}\u202F{symbol}" : Number(number, digits);

    /// <summary>A count: <c>1.234</c>.</summary>
    public static string Count(long count) => Plain(count.ToString("N0", Culture));

    /// <summary>Bytes in kB, MB, GB, TB (powers of 1000): <c>1,5 GB</c>.</summary>
    public static string Bytes(long bytes)
    {
        double size = bytes;
        var step = 0;
        for (; Math.Abs(size) >= 1000 && step < 5; step++)
            size /= 1000;
        return $"{Plain(size.ToString(step == 0 || Math.Abs(size) >= 100 ? "0" : "0.#", Culture))}\u202F{"B,kB,MB,GB,TB,PB".Split(',')[step]}";
    }

    /// <summary>A limit in bytes that is a power of two, in KiB, MiB, GiB (powers of 1024): <c>32 MiB</c>.</summary>
    public static string BinaryBytes(long bytes)
    {
        double size = bytes;
        var step = 0;
        for (; Math.Abs(size) >= 1024 && step < 3; step++)
            size /= 1024;
        return $"{Plain(size.ToString(Math.Abs(size) >= 100 ? "0" : "0.#", Culture))}\u202F{"B,KiB,MiB,GiB".Split(',')[step]}";
    }

    /// <summary>Day and time to the minute: <c>22.11.2026 00:25</c>, <c>22 Nov 2026 00:25</c>.</summary>
    public string Time(DateTimeOffset instant) => Local(instant).ToString(IsGerman ? "dd.MM.yyyy HH:mm" : "d MMM yyyy HH:mm", Culture);

    /// <summary>Day and time to the second with the offset: the exact instant for hovering.</summary>
    public string Exact(DateTimeOffset instant) =>
        Local(instant).ToString(IsGerman ? "dd.MM.yyyy HH:mm:ss 'UTC'zzz" : "d MMM yyyy HH:mm:ss 'UTC'zzz", Culture);

    /// <summary>The day in the plant's zone: <c>22.11.2026</c>, <c>22 Nov 2026</c>.</summary>
    public string Day(DateTimeOffset instant) => Local(instant).ToString(IsGerman ? "dd.MM.yyyy" : "d MMM yyyy", Culture);

    /// <summary>A day of the calendar, as <see cref="Day(DateTimeOffset)"/>.</summary>
    public static string Day(DateOnly day) => day.ToString(IsGerman ? "dd.MM.yyyy" : "d MMM yyyy", Culture);

    /// <summary>A day with its weekday, as "Mittwoch, 1. Januar 2025".</summary>
    public static string LongDay(DateOnly day) => day.ToString(IsGerman ? "dddd, d. MMMM yyyy" : "dddd, d MMMM yyyy", Culture);

    /// <summary>An instant for an input of type datetime-local, in the plant's zone.</summary>
    public string Input(DateTimeOffset instant) => Local(instant).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Reads such an input in the plant's zone; null when it cannot be read. An hour that comes twice is the first one.</summary>
    public DateTimeOffset? ReadInput(string text)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = _zone.IsAmbiguousTime(plain) ? _zone.GetAmbiguousTimeOffsets(plain).Max() : _zone.GetUtcOffset(plain);
        return new DateTimeOffset(plain, offset).ToUniversalTime();
    }

    /// <summary>How long ago, or in how long: <c>vor 12 s</c>, <c>3 min ago</c>, <c>in 2 h</c>; more than 60 days gives the day.</summary>
    public string Ago(DateTimeOffset instant)
    {
        var age = Now - instant;
        if (age.Duration() > TimeSpan.FromDays(60))
            return Day(instant);
        if (age.Duration() < TimeSpan.FromSeconds(1))
            return IsGerman ? "jetzt" : "now";
        var span = Rough(age.Duration(), "Tagen");
        return (IsGerman, age > TimeSpan.Zero) switch
        {
            (true, true) => "vor " + span,
            (false, true) => span + " ago",
            _ => "in " + span,
        };
    }

    /// <summary>A span in its largest fitting unit: <c>12 s</c>, <c>3 min</c>, <c>2 h</c>, <c>4 Tage</c>.</summary>
    public static string Rough(TimeSpan span) => Rough(span, "Tage");

    /// <summary>A span in its largest fitting unit, with the digits that it bears: <c>1 s</c>, <c>1.5 min</c>, <c>1 h</c>.</summary>
    public static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        < 1 => $"{Number(span.TotalMilliseconds)}\u00A0ms",
        < 60 => $"{Number(span.TotalSeconds)}\u00A0s",
        < 3_600 => $"{Number(span.TotalMinutes)}\u00A0min",
        < 172_800 => $"{Number(span.TotalHours)}\u00A0h",
        _ => Rough(span),
    };

    static string Rough(TimeSpan span, string tage) => span.TotalSeconds switch
    {
        < 1 => $"{Number(span.TotalMilliseconds, 0)}\u00A0ms",
        < 60 => $"{(int)span.TotalSeconds}\u00A0s",
        < 3600 => $"{(int)span.TotalMinutes}\u00A0min",
        < 172_800 => $"{(int)span.TotalHours}\u00A0h",
        _ => $"{Count((long)span.TotalDays)}\u00A0{(IsGerman ? tage : "days")}",
    };

    /// <summary>An instant in the plant's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone);

    // a minus that is as wide as a digit, and no minus before zero
    static string Plain(string number) =>
        number.Any(c => c is >= '1' and <= '9') ? number.Replace('-', '−') : number.Replace("-", "", StringComparison.Ordinal);
}
