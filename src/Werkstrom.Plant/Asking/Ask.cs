using System.Globalization;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Asking;

/// <summary>Reads the parts of a query; what cannot be read is noted in <see cref="Faults"/> and gives the fallback.</summary>
static class Ask
{
    static readonly string[] InstantForms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>An instant as ISO 8601; without an offset it is UTC.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset instant) =>
        // a plus sign that was not escaped in the address arrives as a blank
        DateTimeOffset.TryParseExact(text?.Trim().Replace(' ', '+'), InstantForms, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    /// <summary>A half-open span; both ends are needed.</summary>
    public static TimeRange? Range(string? from, string? to, Faults faults)
    {
        var start = Instant("from", from, faults);
        var end = Instant("to", to, faults);
        if (start is not { } first || end is not { } after)
            return null;
        if (after > first)
            return new(first, after);
        faults.Add("to", $"to ({to}) must be after from ({from}): the span is half-open.");
        return null;
    }

    /// <summary>An instant that must be there.</summary>
    public static DateTimeOffset? Instant(string name, string? text, Faults faults)
    {
        if (TryInstant(text, out var instant) && instant.Year is >= 1900 and <= 2200)
            return instant;
        faults.Add(name, string.IsNullOrEmpty(text)
            ? $"{name} is missing: an instant such as 2026-11-22T00:00:00Z."
            : $"{name} ({text}) is not an instant such as 2026-11-22T00:00:00Z between the years 1900 and 2200.");
        return null;
    }

    /// <summary>A whole number within bounds, both inclusive.</summary>
    public static int Number(string name, string? text, int least, int most, int fallback, Faults faults)
    {
        if (string.IsNullOrEmpty(text))
            return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }
        faults.Add(name, $"{name} ({text}) must be a whole number from {least} to {most}.");
        return fallback;
    }

    /// <summary>Whole numbers with commas between, at most so many, each once, in their order.</summary>
    public static int[] Numbers(string name, string? text, int most, Faults faults)
    {
        var parts = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > most)
        {
            faults.Add(name, $"{name} has {parts.Length} numbers; {most} are allowed.");
            return [];
        }
        var numbers = new List<int>(parts.Length);
        foreach (var part in parts)
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                faults.Add(name, $"{name}: {part} is not a number of a signal.");
        }
        return [.. numbers.Distinct()];
    }

    /// <summary>A text that must be there and not be longer than so many letters.</summary>
    public static string Text(string name, string? text, int longest, Faults faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(name, $"{name} is missing.");
        else if (text.Length > longest)
            faults.Add(name, $"{name} has {text.Length} letters; {longest} are allowed.");
        return text?.Trim() ?? "";
    }
}
