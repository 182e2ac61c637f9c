using System.Globalization;
using Werkstrom.Tariff.Holidays;

namespace Werkstrom.Tariff.Prices;

/// <summary>Some time of the day on some days.</summary>
/// <param name="From">Quarter-hour of the clock at which it begins, 0 to 95.</param>
/// <param name="Until">That at which it no longer holds, 1 to 96; at or below <paramref name="From"/>: past midnight, each side on its own day.</param>
/// <param name="Days">On which kinds of days.</param>
/// <param name="Quarters">In which quarters of the year: bit 0 is January to March; 15: all.</param>
public sealed record ClockWindow(int From, int Until, DayType Days = DayType.Any, int Quarters = 15)
{
    /// <summary>Quarter-hours of the clock that it holds for.</summary>
    internal int Length => Until > From ? Until - From : 96 - From + Until;

    /// <summary>Reads <c>18:15-21:15</c>.</summary>
    /// <exception cref="ArgumentException">It is no time of the day in full quarters of an hour.</exception>
    public static ClockWindow Read(string text, DayType days = DayType.Any, int quarters = 15)
    {
        var ends = text.Split('-');
        return ends.Length == 2 && Clock(ends[0]) is { } from && Clock(ends[1]) is { } until && from < 96 && until > 0
            ? new(from, until, days, quarters)
            : throw new ArgumentException($"A window is written like 18:15-21:15, in full quarters of an hour, not '{text}'.", nameof(text));
    }

    internal bool Holds(int ofClock, DayType type, int quarterOfYear) =>
        (Days & type) != 0 && (Quarters >> quarterOfYear & 1) != 0 && Holds(ofClock);

    internal bool Meets(ClockWindow other) =>
        (Days & other.Days) != 0 && (Quarters & other.Quarters) != 0 && Enumerable.Range(0, 96).Any(q => Holds(q) && other.Holds(q));

    /// <summary><c>18:15-21:15</c>.</summary>
    public override string ToString() => $"{Write(From)}-{Write(Until)}";

    /// <summary>What is wrong with some windows; two at once are.</summary>
    internal static IEnumerable<string> Faults(IReadOnlyList<ClockWindow> windows)
    {
        foreach (var window in windows.Where(w => w.From is < 0 or > 95 || w.Until is < 1 or > 96 || (w.Days & DayType.Any) == 0 || (w.Quarters & 15) == 0))
            yield return $"window {window}: from 00:00 to 24:00, on one kind of days and in one quarter of the year at least";
        for (var i = 0; i < windows.Count; i++)
        {
            foreach (var other in windows.Skip(i + 1).Where(o => o.Meets(windows[i])))
                yield return $"windows {windows[i]} and {other} overlap";
        }
    }

    bool Holds(int ofClock) => Until > From ? ofClock >= From && ofClock < Until : ofClock >= From || ofClock < Until;

    static string Write(int ofClock) => string.Create(CultureInfo.InvariantCulture, $"{ofClock / 4:00}:{ofClock % 4 * 15:00}");

    static int? Clock(string text) =>
        text.Split(':') is [{ Length: 2 } hour, { Length: 2 } minute]
        && int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var h) && int.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
        && m < 60 && m % 15 == 0 && (h < 24 || (h == 24 && m == 0))
            ? (h * 4) + (m / 15)
            : null;
}
