using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition;
using Werkstrom.Condition.Assets;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Life;
using Werkstrom.Condition.Past.Cost;
using Werkstrom.Condition.Plant;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Condition;

/// <summary>What the tables of Condition are given comes back the same, on SQLite and on PostgreSQL.</summary>
public sealed class ConditionTableTests
{
    static readonly DateTimeOffset T = new(2026, 3, 29, 1, 30, 0, 123, TimeSpan.Zero);

    static Task<Registries> OpenAsync(Engine engine) => Registries.OpenAsync(engine, Add);

    static void Add(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRegistry<ConditionDb>();
        services.AddOptions<ConditionOptions>();
        services.AddSingleton<Machines>().AddSingleton<FindingBook>().AddSingleton<FindingLinks>().AddSingleton<LifeDesk>();
        services.AddSingleton<RuleBook>().AddSingleton<IStartStep>(all => all.GetRequiredService<RuleBook>());
        services.AddSingleton<AssetSettings>().AddSingleton<IStartStep>(all => all.GetRequiredService<AssetSettings>());
        services.AddSingleton<CostSettings>().AddSingleton<IStartStep>(all => all.GetRequiredService<CostSettings>());
    }

    static Finding Found(int asset, int? signal, FindingKind kind, DateTimeOffset at, bool isPast = false) => new()
    {
        AssetId = asset,
        SignalId = signal,
        Kind = kind,
        At = at,
        Since = at.AddMinutes(-5),
        Score = 1.25,
        Value = 71.5,
        Usual = null,
        IsPast = isPast,
        Parts = signal is null ? [new(3, 0.75, 8.5, 4.25, 2)] : [],
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task Findings_are_kept_once_and_found_by_time_asset_and_case(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var book = registry.Get<FindingBook>();
        var links = registry.Get<FindingLinks>();
        await book.AddAsync([Found(1, 3, FindingKind.Peak, T), Found(2, null, FindingKind.Health, T.AddHours(1))], default);
        Assert.Empty(await book.AddAsync([Found(1, 3, FindingKind.Peak, T)], default));
        await registry.RestartAsync();
        (book, links) = (registry.Get<FindingBook>(), registry.Get<FindingLinks>());
        Assert.Equal([3], (await book.AddAsync([Found(1, 3, FindingKind.Peak, T.AddHours(2))], default)).Select(f => f.Id));

        var all = await book.ListAsync(null, T, T.AddHours(2), 10, default); // half-open
        Assert.Equal([2, 1], all.Select(f => f.Id));
        Assert.Equal((T, T.AddMinutes(-5), 1.25, 71.5, (double?)null, false), (all[1].At, all[1].Since, all[1].Score, all[1].Value, all[1].Usual, all[1].IsPast));
        Assert.Equal((3, 0.75, 8.5, 4.25), Assert.Single(all[0].Parts) is var p ? (p.SignalId, p.Share, p.Value, p.Usual) : default);
        Assert.Equal([3, 1], (await book.ListAsync([1], T, T.AddDays(1), 10, default)).Select(f => f.Id));
        Assert.Equal([3], (await book.ListAsync(null, T, T.AddDays(1), 1, default)).Select(f => f.Id));

        await links.LinkAsync([all[1]], 41, default);
        await links.EndAsync(all[0], T.AddHours(3), default);
        await links.JudgeAsync(41, true, default);
        Assert.Equal([(1L, (bool?)true)], (await book.OfCaseAsync(41, default)).Select(f => (f.Id, f.WasReal)));
        Assert.Equal([1], (await links.OfAsync([41, 42], default)).Select(f => f.Id));
        Assert.Equal([2, 3], (await links.LooseAsync(T, T, default)).Select(f => f.Id));
        await links.RenewAsync(all, default);
        Assert.Equal(T.AddHours(3), all[0].EndedAt);
        await book.ChangeAsync([2], f => (f.Value, f.Worst, f.Score, f.Parts) = (12, 9.5, 3.5, [new(4, 0.5, 3, 2, 1)]), default);
        await links.RenewAsync(all, default);
        Assert.Equal((12.0, 9.5, 3.5, 4), (all[0].Value, all[0].Worst, all[0].Score, all[0].Parts[0].SignalId));
        await book.ChangeAsync([3], f => f.EndedAt = T.AddHours(4), default);
        Assert.Equal(T.AddHours(4), (await book.ListAsync([1], T.AddHours(2), T.AddHours(3), 1, default))[0].EndedAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_found_again_in_the_past_within_an_hour_was_told(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var book = registry.Get<FindingBook>();
        await book.AddAsync([Found(1, 3, FindingKind.Lasting, T), Found(1, 3, FindingKind.Silence, T)], default);

        var added = await book.AddPastAsync(
            [
                Found(1, 3, FindingKind.Peak, T.AddMinutes(-59), isPast: true), // noticed in another way, by means of minutes
                Found(1, 3, FindingKind.Peak, T.AddMinutes(61), isPast: true),
                Found(1, 4, FindingKind.Peak, T, isPast: true),
                Found(1, 3, FindingKind.Stuck, T, isPast: true),
                Found(1, 3, FindingKind.Silence, T.AddMinutes(59), isPast: true),
            ],
            default);

        Assert.Equal([(3, FindingKind.Peak), (4, FindingKind.Peak), (3, FindingKind.Stuck)], added.Select(f => (f.SignalId!.Value, f.Kind)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rules_and_settings_of_assets_outlive_a_restart(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var asset = (await registry.Get<AssetCatalog>().CreateAsync(null, "fräse", "machine", null, default)).Value!;
        ConditionRule wanted = new() { Name = "Öl zu heiß", Kind = ConditionRuleKind.Above, AssetId = asset.Id, Limit = 71.5, Lasting = TimeSpan.FromMinutes(5) };
        var rule = await registry.Get<RuleBook>().SaveAsync(wanted, default);
        var second = await registry.Get<RuleBook>().SaveAsync(rule! with { Limit = 72 }, default);
        await registry.Get<AssetSettings>().SetAsync(asset.Id, 7.5, false, default);
        await registry.Get<CostSettings>().SetAsync(new() { AssetId = asset.Id, DowntimePerHour = 1_234.56m, PlannedHours = 1.5, PartCost = 0.01m }, default);

        await registry.RestartAsync();

        Assert.Equal((1L, 2), (rule.Id, second!.Version));
        var kept = Assert.Single(registry.Get<RuleBook>().All);
        Assert.Equal(second, kept);
        Assert.Equal((7.5, false), (registry.Get<AssetSettings>().Sensitivity(asset.Id), registry.Get<AssetSettings>().IsWatched(asset.Id)));
        var cost = registry.Get<CostSettings>().At(asset.Id)!;
        Assert.Equal((1_234.56m, 1.5, (double?)null, 0.01m), (cost.DowntimePerHour, cost.PlannedHours, cost.UnplannedHours, cost.PartCost));
        Assert.True(await registry.Get<RuleBook>().RemoveAsync(1, default));
        await registry.RestartAsync();
        Assert.Empty(registry.Get<RuleBook>().All);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Forecasts_words_on_ends_lessons_and_marks_come_back_as_they_were(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var desk = registry.Get<LifeDesk>();
        Assert.Empty(await desk.SetAsync(5, 4.5, -60, default));
        Assert.Empty(await desk.SetAsync(5, 6, null, default));
        await desk.JudgeAsync(5, "record:7", LifeVerdict.Failed, T, "Lager", default);
        await desk.JudgeAsync(5, "record:7", LifeVerdict.Replaced, T, "Lager", default);
        await desk.JudgeAsync(5, "record:8", LifeVerdict.Failed, T, "Lager", default);
        await desk.JudgeAsync(5, "record:8", null, T, "Lager", default);
        await using var db = await registry.Get<IDbContextFactory<ConditionDb>>().CreateDbContextAsync();
        for (var hour = 0; hour < 3; hour++)
        {
            db.Add(new LifeRow
            {
                AssetId = 5,
                At = T.AddHours(hour),
                Method = LifeMethod.Dates,
                PartKey = "VIB",
                Lower = 1.5,
                Middle = 2.5,
                Upper = 9,
                Share = 0.9,
                Version = hour == 0 ? null : hour,
                IsLow = hour == 2,
            });
        }

        db.Add(new CaseMark { CaseId = 41, EventId = 17 });
        db.Add(new KeptLesson { Id = 1, CaseId = 41, FindingId = 2, AssetId = 5, SignalId = null, Kind = FindingKind.Shift, IsReal = false, Before = 1.03, After = 1.545, At = T, Author = "Jörg" });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var setting = await desk.SettingAsync(5, default);
        Assert.Equal((6.0, -60), (setting.WantedDays, setting.ShiftMinutes));
        var word = Assert.Single(await db.Set<LifeWord>().ToListAsync());
        Assert.Equal(("record:7", LifeVerdict.Replaced, T, "Lager"), (word.Source, word.Verdict, word.At, word.Part));
        var rows = await desk.HistoryAsync(5, 2, default);
        Assert.Equal([(T.AddHours(2), (int?)2, true), (T.AddHours(1), 1, false)], rows.Select(r => (r.At, r.Version, r.IsLow)));
        Assert.Equal((LifeMethod.Dates, "VIB", 1.5, 2.5, 9.0, 0.9), (rows[0].Method, rows[0].PartKey, rows[0].Lower, rows[0].Middle, rows[0].Upper, rows[0].Share));
        Assert.Equal(17, (await db.Set<CaseMark>().SingleAsync(m => m.CaseId == 41)).EventId);
        var lesson = await db.Set<KeptLesson>().AsNoTracking().SingleAsync(l => l.CaseId == 41);
        Assert.Equal((FindingKind.Shift, false, 1.03, 1.545, T, "Jörg"), (lesson.Kind, lesson.IsReal, lesson.Before, lesson.After, lesson.At, lesson.Author));
    }
}
