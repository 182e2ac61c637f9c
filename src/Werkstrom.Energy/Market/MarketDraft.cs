using System.Collections.Concurrent;
using System.Text;
using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Market;

/// <summary>A text that was read and not yet kept.</summary>
/// <param name="Id">For addresses.</param>
/// <param name="File">Its name.</param>
/// <param name="Format">As what it was read; null when that could not be told.</param>
/// <param name="Zone">Zone, region or postal code that it speaks of.</param>
/// <param name="Answer">What it says.</param>
/// <param name="At">When it was read.</param>
sealed record MarketDraft(string Id, string File, MarketFormat? Format, string Zone, MarketAnswer Answer, DateTimeOffset At)
{
    /// <summary>Who says so, for people.</summary>
    public string Source => $"{Answer.Source}: {File}";

    /// <summary>What becomes of each series.</summary>
    public IEnumerable<MarketPart> Parts => Answer.Series.Select(s => MarketPart.Of(s, MarketPlaces.Of(Answer, s, Zone)));

    /// <summary>Whether there is anything to keep.</summary>
    public bool HasValues => Answer.Series.Any(s => s.Values.Count > 0 && MarketPlaces.Of(Answer, s, Zone) is not null);
}

/// <summary>A series of a text, summed up.</summary>
/// <param name="Name">As the text calls it.</param>
/// <param name="Path">The signal that it goes to; null when its zone is not known and it is left out.</param>
/// <param name="Unit">UCUM code of the numbers here.</param>
/// <param name="From">Start of the first value; null when there is none.</param>
/// <param name="To">End of the last.</param>
/// <param name="Values">How many quarter-hours have a value.</param>
/// <param name="Missing">How many between have none.</param>
/// <param name="Least">The least value.</param>
/// <param name="Mean">The mean of all.</param>
/// <param name="Greatest">The greatest.</param>
sealed record MarketPart(
    string Name, string? Path, string Unit, DateTimeOffset? From, DateTimeOffset? To, int Values, int Missing, double? Least, double? Mean, double? Greatest)
{
    public static MarketPart Of(MarketSeries series, MarketPlace? place)
    {
        var missing = series.Gaps.Sum(g => g.Count);
        var (unit, divisor) = (place?.Unit ?? "EUR/(MW.h)", (double)(place?.Divisor ?? 100));
        return series.Values.Count == 0
            ? new(series.Name, place?.Path, unit, null, null, 0, missing, null, null, null)
            : new(series.Name, place?.Path, unit, Quarters.Start(series.Values.Keys.Min()), Quarters.Start(series.Values.Keys.Max() + 1), series.Values.Count, missing,
                series.Values.Values.Min() / divisor, series.Values.Values.Average() / divisor, series.Values.Values.Max() / divisor);
    }
}

/// <summary>Reads texts and holds them for an hour, until somebody has seen what they say and keeps them.</summary>
sealed class MarketDrafts(TimeProvider clock)
{
    /// <summary>Largest text, bytes: ten years of quarter-hours of a few series.</summary>
    public const long Largest = 64L << 20;

    const int Most = 5;

    static readonly TimeSpan Held = TimeSpan.FromHours(1);
    static readonly UTF8Encoding Strict = new(false, true);

    readonly ConcurrentDictionary<string, MarketDraft> _drafts = new();

    /// <summary>Reads a text.</summary>
    /// <param name="file">Its name, for people.</param>
    /// <param name="bytes">UTF-8; else Latin-1 with the euro sign of Windows.</param>
    /// <param name="word">Of <see cref="MarketFormats"/>; null or empty to find out.</param>
    /// <param name="zone">Zone, region or postal code.</param>
    public MarketDraft Read(string file, byte[] bytes, string? word, string zone)
    {
        var text = Text(bytes);
        var format = string.IsNullOrEmpty(word) ? MarketFormats.Guess(text) : MarketFormats.Find(word);
        var answer = format is { } known ? MarketFormats.Read(known, text) : new("", null, [], [new(0, Unknown(word))]);
        return new(Guid.NewGuid().ToString("n"), Path.GetFileName(file), format, zone, answer, clock.GetUtcNow());
    }

    /// <summary>Holds it.</summary>
    public void Hold(MarketDraft draft)
    {
        foreach (var old in _drafts.Values.OrderByDescending(d => d.At).Where((d, i) => i >= Most - 1 || d.At + Held <= clock.GetUtcNow()))
            _drafts.TryRemove(old.Id, out _);
        _drafts[draft.Id] = draft;
    }

    /// <summary>One that is held; null when it is gone.</summary>
    public MarketDraft? Find(string? id) => id is not null && _drafts.TryGetValue(id, out var draft) && draft.At + Held > clock.GetUtcNow() ? draft : null;

    /// <summary>Lets it go.</summary>
    public void Drop(string id) => _drafts.TryRemove(id, out _);

    static string Unknown(string? word) => string.IsNullOrEmpty(word)
        ? $"the text is none of the known forms: {string.Join(", ", MarketFormats.All)}"
        : $"'{word}' is no known form: {string.Join(", ", MarketFormats.All)}";

    static string Text(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).Replace('\u0080', '€');
        }
    }
}
