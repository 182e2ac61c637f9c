using System.Globalization;
using Werkstrom.Ui;

namespace Werkstrom.Twins.Scene;

/// <summary>The moment that an address of the scene names.</summary>
/// <param name="At">A past instant, UTC; null for now.</param>
/// <param name="Fault">Name of the text that says why the moment cannot be shown; null when it can.</param>
sealed record SceneMoment(DateTimeOffset? At, string? Fault)
{
    const int FirstYear = 1970, LastYear = 2200;

    /// <summary>Reads an instant with its offset (<c>2026-11-21T11:00Z</c>), or a time of the plant's clock, as a form sends it.</summary>
    /// <param name="text">What the address says; empty for now.</param>
    /// <param name="format">Knows the zone of the plant, and now.</param>
    public static SceneMoment Of(string? text, Format format)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new(null, null);
        if (!TryRead(text, out var read) && !TryRead(text.Replace(' ', '+'), out read)) // a plus sign that was not escaped in the address arrives as a blank
            return new(null, "moment.none");
        var at = read.Kind == DateTimeKind.Utc ? new DateTimeOffset(read) : format.ReadInput(read.ToString("O", CultureInfo.InvariantCulture))!.Value;
        return at < format.Now ? new(at, null) : new(null, "moment.future");
    }

    static bool TryRead(string text, out DateTime read) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out read) && read.Year is >= FirstYear and <= LastYear;
}
