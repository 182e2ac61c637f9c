using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life;

/// <summary>The signals of past lives in equal steps.</summary>
sealed class LifeEpisodes(PlantData plant, LifeGroups groups)
{
    /// <summary>So many lives with samples are needed before a model is learned.</summary>
    public const int Least = 12;

    const int Wanted = 300; // steps of a middle life
    const int LeastSteps = 30;
    const int Most = 200; // lives, the newest
    const int Longest = 3_000; // steps of one life
    const double Filled = 0.5; // share of the steps with values

    static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2),
        TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7),
    ];

    /// <summary>The step that gives a middle life about 300 samples.</summary>
    public static TimeSpan Step(IEnumerable<PastLife> lives)
    {
        TimeSpan[] lengths = [.. lives.Where(l => l.Failed).Select(l => l.End - l.Start).Order()];
        var middle = lengths[lengths.Length / 2];
        return Steps.MinBy(s => Math.Abs(Math.Log(middle / s / Wanted)));
    }

    /// <summary>The failed lives whose samples are there, and the names of their signals.</summary>
    /// <param name="lives">Of sisters and one key.</param>
    /// <param name="step">See <see cref="Step"/>.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<(string[] Names, List<Episode> Episodes)> ReadAsync(IReadOnlyList<PastLife> lives, TimeSpan step, CancellationToken stop)
    {
        var failed = lives.Where(l => l.Failed).OrderByDescending(l => l.End).Take(Most).ToArray();
        var signals = groups.Shared([.. failed.Select(l => l.AssetId).Distinct()]);
        string[] names = [.. signals.Values.First().Select(s => s.Name)];
        List<Episode> episodes = [];
        foreach (var life in names.Length == 0 ? [] : failed)
        {
            var episode = await ReadAsync(signals[life.AssetId], life.Start, life.End, step, stop);
            if (episode is not null && episode.Samples >= LeastSteps && Share(episode) >= Filled)
                episodes.Add(episode);
        }

        return (names, episodes);
    }

    /// <summary>The samples of a life from its start to an instant, in full steps; null where there is no full step.</summary>
    /// <param name="signals">The columns.</param>
    /// <param name="start">Start of the life.</param>
    /// <param name="to">Nothing at or after it is read.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Episode?> ReadAsync(IReadOnlyList<Signal> signals, DateTimeOffset start, DateTimeOffset to, TimeSpan step, CancellationToken stop)
    {
        var (first, last) = (Up(start, step), Down(to, step));
        if (last - first > step * Longest)
            first = last - (step * Longest);
        if (first >= last || signals.Count == 0)
            return null;
        var grid = await plant.ReadAsync(signals, new(first, last), step, stop);
        return new($"{signals[0].AssetId}@{start:O}", [.. signals.Select((_, c) => grid.Rows.Select(r => (float)r[c]).ToArray())]);
    }

    /// <summary>Share of the steps in which half of the signals have a value.</summary>
    public static double Share(Episode episode) => episode.Samples == 0 ? 0
        : Enumerable.Range(0, episode.Samples).Count(t => 2 * episode.Signals.Count(s => !float.IsNaN(s[t])) >= episode.Signals.Count) / (double)episode.Samples;

    static DateTimeOffset Down(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);

    static DateTimeOffset Up(DateTimeOffset at, TimeSpan step) => Down(at.AddTicks(step.Ticks - 1), step);
}
