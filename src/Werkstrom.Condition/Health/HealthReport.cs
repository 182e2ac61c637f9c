using Werkstrom.Condition.Assets;
using Werkstrom.Kernel.Assets;
using Werkstrom.Learning.Health;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Health;

/// <summary>What pages and the API say of health.</summary>
sealed class HealthReport(HealthBook book, HealthWords words, HealthRoster roster, AssetCatalog assets, AssetSettings settings, SampleQueries samples, TimeProvider time)
{
    const int HoldMinutes = 30;

    /// <summary>All assets that have a health, the worst first; those of which nothing can be said last.</summary>
    public IReadOnlyList<HealthView> All() =>
        [.. book.All.Where(v => assets.TryGet(v.AssetId, out _)).OrderBy(v => words.WhyNot(v) is null ? 0 : v.Now is null ? 2 : 1).ThenBy(v => v.Now?.Index ?? 101).ThenBy(v => v.AssetId)];

    public HealthSummary Summary(HealthView view)
    {
        var why = words.WhyNot(view);
        return new(
            view.AssetId, view.Now?.Index, view.Now?.At, view.Now?.Since, view.Alarm is not null, view.Now is { } now ? words.Regime(view, now.Regime) : null, why,
            view.SignalId, [.. (view.Now?.Parts ?? []).Select(p => new HealthPart(p.SignalId, p.Share, p.Value, p.Usual, p.Deviation))]);
    }

    public HealthDetail Detail(HealthView view) => new(
        Summary(view), view.LearnedAt, view.Lesson?.Facts.From, view.Lesson?.Facts.To, view.Lesson?.Facts.Rows ?? 0, view.Lesson?.Facts.Days ?? 0,
        view.Lesson?.Facts.Ill ?? 0, view.Lesson?.Facts.Odd ?? 0, [.. view.Regimes.Select(r => new HealthRegime(r.Number, words.Regime(view, r.Number), r.Rows))],
        [.. view.Drifts.Select(d => Drift(view, d))], view.Days, settings.Sensitivity(view.AssetId));

    /// <summary>Below which index it is told of an asset, 20 to 90 by its sensitivity: the one limit that all pages name.</summary>
    public double Limit(int assetId) => HealthWatch.IndexOf(HealthDesk.Easing(settings.Sensitivity(assetId)));

    /// <summary>How often each sensitivity, 0 to 10, would have spoken in the last 30 days, by the index that is stored.</summary>
    /// <returns>Null without a stored index.</returns>
    public async Task<int[]?> CountsAsync(HealthView view, CancellationToken stop)
    {
        if (view.SignalId is not { } signal)
            return null;
        var now = time.GetUtcNow();
        var series = await samples.RawAsync(signal, new(now.AddDays(-30), now), 100_000, stop);
        var shares = Array.ConvertAll(series.Values, HealthWatch.ShareOf);
        return shares.Length == 0 ? null : [.. Enumerable.Range(0, 11).Select(s => Count(shares, HealthDesk.Easing(s), view.Lesson?.Model.Options.Hold ?? HoldMinutes))];
    }

    /// <summary>The sister machines of an asset that were learned, too.</summary>
    public IReadOnlyList<HealthView> Sisters(int assetId) =>
        [.. roster.SistersOf(assetId).Select(s => book.Of(s.Id)).OfType<HealthView>().Where(v => v.Lesson is not null).Take(5)];

    /// <summary>How often a row of shares of the limit stays beyond it for long; over when it stays below four fifths of it as long.</summary>
    internal static int Count(double[] shares, double limit, int hold)
    {
        var (count, beyond, back, alarm) = (0, 0, 0, false);
        foreach (var share in shares)
        {
            beyond = share > limit ? beyond + 1 : 0;
            back = share < 0.8 * limit ? back + 1 : 0;
            if (!alarm && beyond >= hold)
                (alarm, count) = (true, count + 1);
            else if (alarm && back >= hold)
                alarm = false;
        }

        return count;
    }

    HealthDrift Drift(HealthView view, DriftFigure d) => new(
        d.SignalId, words.Regime(view, d.Regime), d.Now, d.Before, d.Effect, d.Days, d.DaysBefore, d.Sisters, d.SisterCount, d.IsTold, words.Drift(view, d));
}
