using Werkstrom.Learning.Life;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>What is to be learned from which files.</summary>
/// <param name="Train">File of lives; null with a model.</param>
/// <param name="Test">File of the units that are asked about; null: those of the first file that still run.</param>
/// <param name="Wishes">What columns are, where it is not to be found.</param>
/// <param name="Share">How often the truth is to lie within the range, 0.5 to 0.99.</param>
/// <param name="Model">A model that was learned before.</param>
sealed record CsvJob(CsvSource? Train, CsvSource? Test, CsvWishes Wishes, double Share, LifeModelFile? Model);

/// <summary>A file.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">As it is called in sentences.</param>
sealed record CsvSource(string Path, string Name);

/// <summary>How far a study is.</summary>
/// <param name="Stage">Key of its text.</param>
/// <param name="Share">Of the stage, 0 to 1.</param>
sealed record CsvProgress(string Stage, double Share);

/// <summary>From files with units, times and failures to remaining lives. It runs without a server.</summary>
sealed class CsvStudy(CsvJob job, IProgress<CsvProgress>? progress, CancellationToken stop)
{
    const int LeastLives = 12; // that a model is learned from
    const double MostCells = 3e6; // that it learns from: a minute on two cores

    readonly CsvFaults _faults = new();
    readonly List<CsvFault> _notes = [];

    /// <summary>Does it.</summary>
    /// <exception cref="CsvException">A file cannot be read, or holds nothing to learn from or to ask about; all faults at once.</exception>
    public CsvResult Run()
    {
        var (head, roles, lives) = job.Train is { } train ? Read(train) : default;
        if (job.Train is not null && job.Test is null && roles!.Failure is null && _faults.Count == 0)
            _faults.Add(head!.Name, 0, "csv.notest", new CsvInput("failure", "COLUMN"), new CsvInput("test", "FILE"));
        var (asked, askedRoles) = job.Test is { } test ? ReadTest(test, head, roles, lives?.Step) : (lives, roles);
        if (_faults.Count > 0)
            throw new CsvException(_faults);
        CsvLife[] units = [.. (asked?.All ?? []).Where(l => !l.Failed || (job.Test is not null && askedRoles!.Failure is null))];
        if (units.Length == 0)
            _notes.Add(new(job.Test?.Name ?? head!.Name, 0, "csv.nounits"));
        var model = job.Model ?? Learned(head!, roles!, lives!);
        var byDates = model is null ? ByDates(lives!) : null;
        var about = model?.About ?? CsvAbout.Of(head!, roles!, lives!.Step, job.Share, double.NaN);
        CsvAsk ask = new(about, model?.Model, byDates);
        return new(_notes, model, byDates, [.. units.Select((u, i) => Ask(ask, u, (double)i / units.Length))], about.TimeUnit, about.IsDate);
    }

    CsvOutlook Ask(CsvAsk ask, CsvLife unit, double done)
    {
        stop.ThrowIfCancellationRequested();
        progress?.Report(new("stage.ask", done));
        return ask.Of(unit);
    }

    (CsvHead Head, CsvRoles Roles, CsvLives Lives) Read(CsvSource source)
    {
        var head = CsvHead.Read(source.Path, source.Name);
        var roles = CsvRoles.Find(head, job.Wishes);
        _notes.AddRange(CsvWords.Found(head, roles));
        var lives = new CsvLoader(head, roles, _faults, Stage("stage.read"), stop).Load(null);
        _notes.AddRange(CsvWords.Lives(head, roles, lives));
        return (head, roles, lives);
    }

    (CsvLives?, CsvRoles) ReadTest(CsvSource source, CsvHead? trained, CsvRoles? roles, double? step)
    {
        var head = CsvHead.Read(source.Path, source.Name);
        var own = roles is not null ? CsvMatch.Of(head, trained!, roles, _faults) : CsvMatch.Of(head, job.Model!, job.Wishes, _faults);
        if (own is null)
            return (null, new(null, null, null, true, [], 1, []));
        var lives = new CsvLoader(head, own, _faults, Stage("stage.read"), stop).Load(step ?? job.Model!.About.Step);
        _notes.AddRange(CsvWords.Test(head, own, lives));
        return (lives, own);
    }

    LifeModelFile? Learned(CsvHead head, CsvRoles roles, CsvLives lives)
    {
        var ended = lives.All.Where(l => l.Failed && l.Episode.Samples >= 2).ToArray();
        if (ended.Length < LeastLives || roles.Signals.Count == 0)
        {
            _notes.Add(roles.Signals.Count == 0 ? new(head.Name, 0, "csv.nosignals") : new(head.Name, 0, "csv.fewlives", ended.Length, LeastLives));
            return null;
        }

        var some = Some(ended, roles.Signals.Count);
        if (some.Length < ended.Length)
            _notes.Add(new(head.Name, 0, "csv.somelives", some.Length, ended.Length));
        try
        {
            RemainingLifeOptions options = new() { Share = job.Share };
            var model = RemainingLifeModel.Train([.. roles.Signals.Select(s => s.Name)], [.. some.Select(l => l.Episode)], options, Stage("stage.learn"), stop);
            var file = new LifeModelFile(CsvAbout.Of(head, roles, lives.Step, job.Share, CsvAbout.Naive(some.Select(l => l.Episode.Samples), model.Card.Cap)), model);
            _notes.AddRange(CsvWords.Model(file));
            return file;
        }
        catch (ArgumentException fault)
        {
            _notes.Add(new(head.Name, 0, "csv.nomodel", fault.Message.Split(" (Parameter")[0]));
            return null;
        }
    }

    PartLife? ByDates(CsvLives lives)
    {
        var found = PartLife.Of([.. lives.All.Select(l => new LifeTime(l.Age(lives.Step), l.Failed))]);
        var failures = lives.All.Count(l => l.Failed);
        _notes.Add(found is null
            ? new("", 0, "csv.nodates", failures, PartLife.Least)
            : new("", 0, "csv.bydates", failures, lives.All.Count - failures, found.Fit.Distribution.Shape, found.Fit.Shape.Lower, found.Fit.Shape.Upper));
        return found;
    }

    // every n-th life where there are too many
    static CsvLife[] Some(CsvLife[] lives, int signals)
    {
        var cells = lives.Sum(l => (double)l.Episode.Samples * signals);
        if (cells <= MostCells || lives.Length <= LeastLives)
            return lives;
        var count = Math.Max(LeastLives, (int)(lives.Length * MostCells / cells));
        return [.. Enumerable.Range(0, count).Select(i => lives[(int)((long)i * lives.Length / count)])];
    }

    Progress Stage(string key) => new(progress, key);

    sealed class Progress(IProgress<CsvProgress>? to, string stage) : IProgress<double>
    {
        public void Report(double value) => to?.Report(new(stage, value));
    }
}
