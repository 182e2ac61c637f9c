using Werkstrom.Twins.Scene;

namespace Werkstrom.Twins.Twin;

/// <summary>What a machine did in a span: stretches of one state, and how long each lasted in all.</summary>
/// <param name="From">The first instant.</param>
/// <param name="Length">The span.</param>
/// <param name="Stretches">In order of time.</param>
/// <param name="Shares">The states, the longest first.</param>
sealed record TwinCourse(DateTimeOffset From, TimeSpan Length, IReadOnlyList<TwinCourse.Stretch> Stretches, IReadOnlyList<TwinCourse.Share> Shares)
{
    /// <summary>Joins equal neighbours; null where nothing was known in all of it.</summary>
    /// <param name="from">The first instant.</param>
    /// <param name="step">How long each text holds.</param>
    /// <param name="texts">What it said; null where nothing is known.</param>
    public static TwinCourse? Of(DateTimeOffset from, TimeSpan step, IReadOnlyList<string?> texts)
    {
        List<Stretch> stretches = [];
        for (var i = 0; i < texts.Count; i++)
        {
            if (stretches.Count > 0 && stretches[^1].Text == texts[i])
                stretches[^1] = stretches[^1] with { Length = stretches[^1].Length + step };
            else
                stretches.Add(new(i * step, step, texts[i], SceneActivities.Of(texts[i])));
        }

        Share[] shares = [.. stretches.Where(s => s.Text is not null).GroupBy(s => s.Text!)
            .Select(g => new Share(g.Key, g.First().Activity, TimeSpan.FromTicks(g.Sum(s => s.Length.Ticks)))).OrderByDescending(s => s.Length)];
        return shares.Length == 0 ? null : new(from, step * texts.Count, stretches, shares);
    }

    /// <summary>A time of one state.</summary>
    /// <param name="Start">How long after the first instant it begins.</param>
    /// <param name="Length">How long it lasts.</param>
    /// <param name="Text">What it said; null where nothing is known.</param>
    /// <param name="Activity">What that means.</param>
    internal sealed record Stretch(TimeSpan Start, TimeSpan Length, string? Text, SceneActivity Activity);

    /// <summary>A state.</summary>
    /// <param name="Text">What it said.</param>
    /// <param name="Activity">What that means.</param>
    /// <param name="Length">How long in all.</param>
    internal sealed record Share(string Text, SceneActivity Activity, TimeSpan Length);
}
