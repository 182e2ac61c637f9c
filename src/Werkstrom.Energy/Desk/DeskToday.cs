using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk;

/// <summary>On the first page: what waits at the desk, for those who may see it.</summary>
sealed class DeskToday(DeskTodo todo, IHttpContextAccessor http, IAuthorizationService gate, IStringLocalizer<DeskText> texts, TimeProvider clock) : ITodayPart
{
    const int Shown = 5;

    /// <inheritdoc/>
    public async Task<TodayNews?> ReadAsync(CancellationToken stop)
    {
        if (http.HttpContext?.User is not { } reader || !(await gate.AuthorizeAsync(reader, Policies.Operate)).Succeeded || await todo.ReadAsync(stop) is not { Count: > 0 } waiting)
            return null;
        var (now, worst) = (clock.GetUtcNow(), waiting[0].IsUrgent ? EventLevel.Watch : EventLevel.Info);
        List<TodayLine> lines = [.. waiting.Take(Shown).Select(w => new TodayLine(Say(w), w.Address, w.IsUrgent ? EventLevel.Watch : EventLevel.Info, now))];
        return new(texts["title"], "/energy/desk", waiting.Count, worst, worst == EventLevel.Watch ? lines[0].Text : "", lines);
    }

    string Say(TodoLine line) => texts["today.line", texts["todo." + line.Key, Format.Count(line.Count), line.What], Format.Count(line.Count)];
}
