using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Health;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Cases;

/// <summary>The open cases on the first page; those that are put off are not news.</summary>
sealed class CasesToday(CaseList list, CaseWords words, HealthBook health, IStringLocalizer<CasesText> text, TimeProvider time) : ITodayPart
{
    const int Shown = 5;

    public async Task<TodayNews?> ReadAsync(CancellationToken stop)
    {
        var found = await list.ReadAsync(new(), 0, Shown, stop);
        List<CaseList.Row> rows = [.. found.Rows.Where(r => r.Case.State != CaseState.Snoozed)];
        if (rows.Count == 0)
            return Learning();
        var worst = found.Act > 0 ? EventLevel.Act : EventLevel.Watch;
        return new(
            text["list.title"], "/cases", found.Open, worst, text.Count(found.Act > 0 ? "today.act" : "today.watch", found.Act > 0 ? found.Act : found.Open),
            [.. rows.Select(r => new TodayLine(words.Headline(r.Case, r.Findings, time.GetUtcNow()), $"/cases/{r.Case.Id}", Level(r.Case), r.Case.Since))]);
    }

    // no case says little while most machines are not known yet
    TodayNews? Learning() => health.Progress is not { AssetId: not null } learned ? null : new(
        text["list.title"], "/cases", 0, EventLevel.Info, "",
        [new(text["learning", Format.Count(learned.Done), Format.Count(learned.Total)], "/cases/health", EventLevel.Info, time.GetUtcNow())]);

    static EventLevel Level(Case one) => one.IsAct ? EventLevel.Act : EventLevel.Watch;
}
