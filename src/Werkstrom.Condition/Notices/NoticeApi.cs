using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;

namespace Werkstrom.Condition.Notices;

/// <summary>The API of notices, <c>/api/condition/notices</c>, and the small forms of their page.</summary>
static class NoticeApi
{
    const int MostShown = 500;

    static readonly TimeSpan MostWait = TimeSpan.FromSeconds(3);

    public static void MapNoticeApi(this RouteGroupBuilder notices)
    {
        notices.WithTags("Notices").RequireAuthorization(Policies.Engineer);
        notices.MapGet("/", ListAsync).WithSummary("The last 500 notices, newest first, with what became of them");
        notices.MapGet("/receivers", ReceiversAsync).WithSummary("Who can be told; addresses of webhooks are shown by their host only");
        notices.MapPost("/receivers", SaveReceiverAsync).WithSummary("Adds a receiver, or changes the one of the number that is given");
        notices.MapPost("/receivers/{id:int}/test", TestAsync).WithSummary("Sends a receiver a test");
        notices.MapDelete("/receivers/{id:int}", RemoveReceiverAsync).WithSummary("Removes a receiver; rules go on without it");
        notices.MapGet("/rules", RulesAsync).WithSummary("Who is told of what");
        notices.MapPost("/rules", SaveRuleAsync).WithSummary("Adds a rule, or changes the one of the number that is given");
        notices.MapDelete("/rules/{id:int}", RemoveRuleAsync).WithSummary("Removes a rule");
    }

    public static void MapNoticeForms(this RouteGroupBuilder notices)
    {
        var forms = notices.MapGroup("").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/receivers/{id:int}/test", async (int id, [FromForm] IFormCollection _, NoticeDesk desk, CancellationToken stop) =>
        {
            if (await desk.TestAsync(id, stop) is not { } key)
                return See("?test=nobody");
            await desk.TestFateAsync(key, MostWait, stop); // mostly it is known at once; else the page looks again
            return See($"?test={key}");
        });
        forms.MapPost("/receivers/{id:int}/remove", async (int id, [FromForm] IFormCollection _, NoticeBook book, CancellationToken stop) =>
        {
            await book.RemoveReceiverAsync(id, stop);
            return See("?done=removed");
        });
        forms.MapPost("/rules/{id:int}/remove", async (int id, [FromForm] IFormCollection _, NoticeBook book, CancellationToken stop) =>
        {
            await book.RemoveRuleAsync(id, stop);
            return See("?done=removed");
        });
    }

    static async Task<Ok<List<NoticeView>>> ListAsync(NoticeBook book, INotify notify, CancellationToken stop)
    {
        var notices = await book.NoticesAsync(MostShown, stop);
        var fates = await notify.FatesAsync([.. notices.Select(n => n.MessageKey).OfType<string>().Distinct()], stop);
        return TypedResults.Ok(notices.ConvertAll(n => NoticeView.Of(n, n.MessageKey is { } key ? fates.GetValueOrDefault(key) : null)));
    }

    static async Task<Ok<List<ReceiverView>>> ReceiversAsync(NoticeBook book, CancellationToken stop) =>
        TypedResults.Ok((await book.ReceiversAsync(stop)).ConvertAll(ReceiverView.Of));

    static async Task<Results<Ok<ReceiverView>, ValidationProblem>> SaveReceiverAsync(ReceiverWish wish, NoticeDesk desk, IStringLocalizer<NoticeText> text, CancellationToken stop)
    {
        var answer = await desk.SaveAsync(wish, stop);
        return answer.Saved is { } saved ? TypedResults.Ok(ReceiverView.Of(saved)) : Wrong(answer.Faults, text);
    }

    static async Task<Results<Accepted, NotFound>> TestAsync(int id, NoticeDesk desk, CancellationToken stop) =>
        await desk.TestAsync(id, stop) is not null ? TypedResults.Accepted("/api/condition/notices") : TypedResults.NotFound();

    static async Task<Results<NoContent, NotFound>> RemoveReceiverAsync(int id, NoticeBook book, CancellationToken stop) =>
        await book.RemoveReceiverAsync(id, stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    static async Task<Ok<List<RuleView>>> RulesAsync(NoticeBook book, CancellationToken stop) => TypedResults.Ok((await book.RulesAsync(stop)).ConvertAll(RuleView.Of));

    static async Task<Results<Ok<RuleView>, ValidationProblem>> SaveRuleAsync(RuleWish wish, NoticeDesk desk, IStringLocalizer<NoticeText> text, CancellationToken stop)
    {
        var answer = await desk.SaveAsync(wish, [], stop);
        return answer.Saved is { } saved ? TypedResults.Ok(RuleView.Of(saved)) : Wrong(answer.Faults, text);
    }

    static async Task<Results<NoContent, NotFound>> RemoveRuleAsync(int id, NoticeBook book, CancellationToken stop) =>
        await book.RemoveRuleAsync(id, stop) ? TypedResults.NoContent() : TypedResults.NotFound();

    static ValidationProblem Wrong(IReadOnlyList<NoticeFault> faults, IStringLocalizer text) => TypedResults.ValidationProblem(
        faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => text[f.Key, f.Values].Value).ToArray()));

    static RedirectHttpResult See(string query) => TypedResults.LocalRedirect("~/cases/notices" + query);
}
