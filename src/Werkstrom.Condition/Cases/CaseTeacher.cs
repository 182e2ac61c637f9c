using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Modules;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>Tells the makers of findings what people said of cases, and keeps what they learned.</summary>
sealed class CaseTeacher(
    IDbContextFactory<ConditionDb> dbs, FindingLinks links, IEnumerable<IFindingLearner> learners, RecordQueries records, TimeProvider time) : IStartStep, IDisposable
{
    static readonly TimeSpan Unfinished = TimeSpan.FromDays(2);

    readonly SemaphoreSlim _one = new(1, 1);

    public int Order => 340;

    // after a crash between a person's word and the learning of it
    public async Task StartAsync(CancellationToken stop)
    {
        var said = (await records.ListAsync(new(CaseRecord.Type, ChangedFrom: time.GetUtcNow() - Unfinished, Limit: int.MaxValue), stop)).Select(CaseRecord.Of);
        foreach (var one in said.Where(c => c.State is CaseState.Confirmed or CaseState.FalseAlarm))
            await TeachAsync(one, one.State == CaseState.Confirmed, one.Author, stop);
    }

    /// <summary>Teaches what a case was; findings of which it was said already are passed over.</summary>
    /// <returns>What is different now.</returns>
    public async Task<IReadOnlyList<Lesson>> TeachAsync(Case one, bool real, string author, CancellationToken stop)
    {
        var fresh = (await links.OfAsync([one.Id], stop)).Where(f => f.WasReal != real).ToList();
        var lessons = await LearnAsync(one, fresh, real, author, stop);
        if (fresh.Count > 0)
            await links.JudgeAsync(one.Id, real, stop);
        return lessons;
    }

    /// <summary>
    /// Takes back what was said: a false alarm counts as never told, so that it is told again; of what was confirmed as far as it went counts as
    /// known again, as before anybody said something.
    /// </summary>
    /// <returns>What is different now.</returns>
    public async Task<IReadOnlyList<Lesson>> UnteachAsync(Case one, bool wasFalseAlarm, string author, CancellationToken stop)
    {
        var findings = await links.OfAsync([one.Id], stop);
        var kept = (await ListAsync(one.Id, stop)).DistinctBy(l => (l.AssetId, l.SignalId, l.Kind)).ToDictionary(l => (l.AssetId, l.SignalId, l.Kind));
        List<(Finding Finding, Lesson Lesson)> taken = [];
        foreach (var finding in Furthest(findings).Where(f => wasFalseAlarm || f.Kind is not (FindingKind.Health or FindingKind.Drift)))
        {
            // the asset as a whole is learned anew every day by what is said of its findings then
            foreach (var learner in learners.Where(l => l.Knows(finding.Kind)))
            {
                if (await learner.LearnAsync(wasFalseAlarm ? finding : AsFarAsSeen(finding), true, stop) is { } lesson)
                    taken.Add((finding, kept.GetValueOrDefault((lesson.AssetId, lesson.SignalId, lesson.Kind)) is { } was ? lesson with { Before = was.After } : lesson));
            }
        }

        await KeepAsync(one, taken, wasFalseAlarm, author, stop);
        await links.JudgeAsync(one.Id, null, stop);
        return taken.ConvertAll(t => t.Lesson);
    }

    // of several findings of one signal and kind the furthest says it all
    static IEnumerable<Finding> Furthest(IReadOnlyList<Finding> findings) => findings.GroupBy(f => (f.AssetId, f.SignalId, f.Kind)).Select(g => g.MaxBy(Deviation)!);

    static Finding AsFarAsSeen(Finding finding) => new()
    {
        Id = finding.Id,
        AssetId = finding.AssetId,
        SignalId = finding.SignalId,
        Kind = finding.Kind,
        At = finding.At,
        Since = finding.Since,
        Score = finding.Score,
        Value = finding.Value,
        Usual = finding.Usual,
        Spread = finding.Spread,
        Furthest = Math.Max(finding.Furthest ?? 0, Deviation(finding)),
    };

    /// <summary>What was learned from a case, newest first.</summary>
    public async Task<List<KeptLesson>> ListAsync(long caseId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<KeptLesson>().AsNoTracking().Where(l => l.CaseId == caseId).OrderByDescending(l => l.Id).ToListAsync(stop);
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _one.Dispose();

    async Task<IReadOnlyList<Lesson>> LearnAsync(Case one, IReadOnlyList<Finding> findings, bool real, string author, CancellationToken stop)
    {
        List<(Finding Finding, Lesson Lesson)> learned = [];
        foreach (var finding in Furthest(findings))
        {
            foreach (var learner in learners.Where(l => l.Knows(finding.Kind)))
            {
                if (await learner.LearnAsync(finding, real, stop) is { } lesson)
                    learned.Add((finding, lesson));
            }
        }

        await KeepAsync(one, learned, real, author, stop);
        return learned.ConvertAll(l => l.Lesson);
    }

    async Task KeepAsync(Case one, List<(Finding Finding, Lesson Lesson)> learned, bool real, string author, CancellationToken stop)
    {
        if (learned.Count == 0)
            return;
        await _one.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var last = await db.Set<KeptLesson>().MaxAsync(l => (long?)l.Id, stop) ?? 0;
            foreach (var (finding, lesson) in learned)
                db.Add(KeptLesson.Of(++last, one.Id, finding, lesson, real, time.GetUtcNow(), author));
            await db.SaveChangesAsync(stop);
        }
        finally
        {
            _one.Release();
        }
    }

    static double Deviation(Finding finding) => Math.Abs((finding.Value ?? 0) - (finding.Usual ?? 0));
}

/// <summary>What was learned from a person's word, as it was at that time.</summary>
sealed class KeptLesson
{
    public required long Id { get; init; }

    public required long CaseId { get; init; }

    public required long FindingId { get; init; }

    public required int AssetId { get; init; }

    public int? SignalId { get; init; }

    public required FindingKind Kind { get; init; }

    /// <summary>True when something was there, or a false alarm was taken back; false for a false alarm, or when what was confirmed was taken back.</summary>
    public required bool IsReal { get; init; }

    /// <summary>The least deviation that was told before, in the unit of the signal.</summary>
    public required double Before { get; init; }

    /// <summary>The least that is told from then on.</summary>
    public required double After { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Author { get; init; }

    public static KeptLesson Of(long id, long caseId, Finding finding, Lesson lesson, bool real, DateTimeOffset at, string author) => new()
    {
        Id = id,
        CaseId = caseId,
        FindingId = finding.Id,
        AssetId = lesson.AssetId,
        SignalId = lesson.SignalId,
        Kind = lesson.Kind,
        IsReal = real,
        Before = lesson.Before,
        After = lesson.After,
        At = at,
        Author = author,
    };
}

sealed class KeptLessonTable : IEntityTypeConfiguration<KeptLesson>
{
    public void Configure(EntityTypeBuilder<KeptLesson> lesson)
    {
        lesson.ToTable("condition_lesson");
        lesson.HasKey(l => l.Id);
        lesson.Property(l => l.Id).ValueGeneratedNever();
    }
}
