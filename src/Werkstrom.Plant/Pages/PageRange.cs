using System.Globalization;
using Werkstrom.Plant.Asking;
using Werkstrom.Store.Queries;

namespace Werkstrom.Plant.Pages;

/// <summary>The span of time of a page, as it stands in its address: <c>last=1d</c>, <c>last=900s</c>, or <c>from=…&amp;to=…</c>.</summary>
/// <param name="Span">The span.</param>
/// <param name="Last">The word of a span that ends now and goes on: <c>1d</c>; null for a fixed one.</param>
/// <param name="Fault">The part of the address that could not be read; null when all could.</param>
sealed record PageRange(TimeRange Span, string? Last, string? Fault)
{
    /// <summary>The spans that are offered, shortest first.</summary>
    public static IReadOnlyList<(string Word, TimeSpan Length)> Offered { get; } =
    [
        ("1h", TimeSpan.FromHours(1)), ("1d", TimeSpan.FromDays(1)), ("1w", TimeSpan.FromDays(7)), ("1m", TimeSpan.FromDays(30)),
        ("1y", TimeSpan.FromDays(365)),
    ];

    /// <summary>True when it ends now and new values belong to it.</summary>
    public bool IsLive => Last is not null;

    /// <summary>The part of an address that gives this span again.</summary>
    public string Query => Last is not null ? $"last={Last}" : $"from={Iso.Of(Span.From)}&to={Iso.Of(Span.To)}";

    /// <summary>Reads the address. Without a span: the last day, or, where the last value is older, the span that ends with it.</summary>
    /// <param name="newest">The last value, or null.</param>
    /// <param name="length">How long a span of old values is; null for 30 days.</param>
    public static PageRange Of(string? from, string? to, string? last, DateTimeOffset now, DateTimeOffset? newest, TimeSpan? length = null)
    {
        if (!string.IsNullOrEmpty(from) || !string.IsNullOrEmpty(to))
        {
            var faults = new Faults();
            if (Ask.Range(from, to, faults) is { } span)
                return new(span, null, null);
            return Ending(now, "1d") with { Fault = $"{from} – {to}" };
        }
        if (LengthOf(last) is not null)
            return Ending(now, last!);
        var fault = string.IsNullOrEmpty(last) ? null : last;
        if (newest is { } at && now - at > TimeSpan.FromDays(1))
            return new(new(at - (length ?? TimeSpan.FromDays(30)), at.AddSeconds(1)), null, fault);
        return Ending(now, "1d") with { Fault = fault };
    }

    // the words that the charts write into the address
    static TimeSpan? LengthOf(string? word)
    {
        foreach (var (name, length) in Offered)
        {
            if (name == word)
                return length;
        }
        return word is [.. var number, 's'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : null;
    }

    static PageRange Ending(DateTimeOffset now, string word)
    {
        var length = LengthOf(word)!.Value;
        var end = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddSeconds(1);
        return new(new(end - length, end), word, null);
    }
}
