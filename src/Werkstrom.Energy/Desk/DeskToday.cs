using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk;

/// <summary>On the first page: what waits at the desk, for those who may see it.</summary>
sealed class DeskToday(DeskTodo todo, IHttpContextAccessor http, IAuthorizationService gate, IStringLocalizer<DeskText> texts) : ITodayPart
{
    const int Shown = 5;

    /// <inheritdoc/>
    public async Task<TodayNews?> ReadAsync(CancellationToken stop)
    {
        if (http.HttpContext?.User is not { } reader || !(await gate.AuthorizeAsync(reader, Policies.Operate)).Succeeded)
            return null;
        var waiting = await todo.ReadAsync(stop);
        if (waiting.Count == 0)
            return await todo.ContractsAsync(stop) is > 0 and var contracts ? Calm(contracts) : null;
        var worst = waiting[0].IsUrgent ? EventLevel.Watch : EventLevel.Info;
        List<TodayLine> lines = [.. waiting.Take(Shown).Select(w => new TodayLine(Say(w), w.Address, w.IsUrgent ? EventLevel.Watch : EventLevel.Info, null))];
        return new(texts["today.title"], "/energy/desk", waiting.Count, worst, worst == EventLevel.Watch ? lines[0].Text : texts["today.waits"], lines);
    }

    // who supplies customers and has nothing to do sees that, not that nothing is there
    TodayNews Calm(int contracts) =>
        new(texts["today.title"], "/energy/desk", 0, EventLevel.Info, texts["today.calm"], [new(texts["today.contracts", Format.Count(contracts)], "/energy/desk/customers", EventLevel.Info, null)]);

    string Say(TodoLine line) => texts["today.line", texts["todo." + line.Key, Format.Count(line.Count), line.What], Format.Count(line.Count)];
}
