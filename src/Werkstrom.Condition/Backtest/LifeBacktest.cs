using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Life;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Backtest;

/// <summary>
/// The remaining life of a machine as it would have been said each past day, by the code that says it live. Models are learned as the days go, from the
/// lives that had ended by then: live after each failure, here when there are a fifth more of them.
/// </summary>
sealed class LifeBacktest(LifeTeller teller, LifeEnds ends, LifeLearner learner, LifeGroups groups, LifeDesk desk, AssetCatalog assets, TimeProvider time)
{
    const double Share = 0.9;
    const int MostDays = 400;
    const double More = 1.2;

    public async Task<Speech> SayAsync(BacktestSubject.OfLife life, TimeRange range, BacktestProgress progress, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var came = await ends.AllAsync(now, stop);
        var step = TimeSpan.FromDays(Math.Ceiling(Math.Max(1, range.Length.TotalDays / MostDays)));
        var wanted = (await desk.SettingAsync(life.AssetId, stop)).WantedDays;
        Walk walk = new(life.AssetId, wanted);
        for (var at = range.From; at < range.To && at <= now; at += step)
        {
            var known = await ends.AllAsync(at, stop);
            await LearnAsync(walk, known, at, stop);
            walk.Add(await teller.TellAsync(life.AssetId, known, at, stop, walk.Model), at, came);
            progress.At((at - range.From) / range.Length);
        }

        LifeCourse course = new(walk.Points, walk.Asked, step.TotalDays, Share);
        return new(walk.Said, life.AssetId, [], [], [.. Notes(walk, course, now)]) { Life = course };
    }

    // with nothing but what was known at the instant
    async Task LearnAsync(Walk walk, IReadOnlyList<LifeEnd> known, DateTimeOffset at, CancellationToken stop)
    {
        if (!assets.TryGet(walk.AssetId, out var asset))
            return;
        foreach (var key in known.Where(e => e.AssetId == asset.Id).Select(e => e.Key).Distinct())
        {
            var lives = teller.Lives(asset, key, known, at);
            var failed = lives.Count(l => l.Failed);
            if (failed < LifeEpisodes.Least || failed < More * walk.Learned.GetValueOrDefault(key))
                continue;
            walk.Learned[key] = failed;
            try
            {
                if (await learner.LearnAsync(lives, null, stop) is { } file)
                    walk.Keep(groups.Sisters(asset)[0].Id, key, at, file);
            }
            catch (ArgumentException)
            {
                // nothing can be learned from these signals: live, too, dates would have spoken
            }
        }
    }

    static IEnumerable<BacktestNote> Notes(Walk walk, LifeCourse course, DateTimeOffset now)
    {
        if (course.Points.Count == 0 && walk.Last is { } last)
            yield return new(last.Key, last.Arguments);
        else if (course.Points.Count < course.Asked)
            yield return new("note.life.unsaid", course.Asked - course.Points.Count, course.Asked);
        if (course.Points.Count > 0 && course.Lives < BacktestEngine.Few)
            yield return new("note.life.few", course.Lives);
        if (course.Outlived(now) is > 0 and var outlived)
            yield return new("note.life.outlived", outlived);
        if (walk.Versions > 0)
            yield return new("note.life.learned", walk.Versions);
        if (course.Points.Count > 0)
            yield return new("note.life.today");
    }

    /// <summary>What is known on the way.</summary>
    sealed class Walk(int assetId, double wanted)
    {
        readonly Dictionary<(int, string), LifeModelVersion> _models = [];
        bool _isLow;

        public int AssetId => assetId;

        public List<LifePoint> Points { get; } = [];

        public List<Said> Said { get; } = [];

        public Dictionary<string, int> Learned { get; } = [];

        public int Asked { get; private set; }

        public int Versions { get; private set; }

        public LifeSaid? Last { get; private set; }

        public LifeModelVersion? Model(int first, string key) => _models.GetValueOrDefault((first, key));

        public void Keep(int first, string key, DateTimeOffset at, LifeModelFile file) => _models[(first, key)] = new(first, key, ++Versions, at, file);

        public void Add(LifeSaid said, DateTimeOffset at, IReadOnlyList<LifeEnd> came)
        {
            Asked++;
            Last = said;
            if (said.Forecast is not { } forecast)
                return;
            var keys = came.Where(e => e.AssetId == assetId && e.Part == forecast.Part).Select(e => e.Key).ToHashSet();
            var end = came.Where(e => e.AssetId == assetId && e.At > at && keys.Contains(e.Key)).MinBy(e => e.At);
            Points.Add(new(at, forecast.Method, forecast.Part, forecast.Quantiles[0].Days, forecast.Days(0.5), forecast.Quantiles[^1].Days, end));
            Warn(LifeHour.Soonest(forecast), at);
        }

        // a case is opened when it falls below what is wanted, not as long as it is
        void Warn(double soonest, DateTimeOffset at)
        {
            if (soonest < wanted && !_isLow)
                Said.Add(new(assetId, null, FindingKind.Life, at, at, null, false, soonest, wanted));
            _isLow = soonest < wanted;
        }
    }
}
