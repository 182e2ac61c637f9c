using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>What the forms of the pages of bills send; they work without script, each ends with a redirect to a page.</summary>
static class BillForms
{
    public static void MapBillForms(this IEndpointRouteBuilder bills)
    {
        var forms = bills.MapGroup("").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/runs", Start);
        forms.MapPost("/runs/{id:long}/release", Release);
        forms.MapPost("/runs/{id:long}/discard", Discard);
        forms.MapPost("/runs/{id:long}/retry", Retry);
        forms.MapPost("/{number}/cancel", Cancel);
        forms.MapGet("/{number}/file", BillFile.GetAsync);
    }

    static async Task<RedirectHttpResult> Start([FromForm] IFormCollection form, BillDesk desk, CancellationToken stop)
    {
        if (Day(form["from"]) is not { } from || Day(form["to"]) is not { } last || last < from || last.DayNumber - from.DayNumber > 1_100)
            return See("/energy/bills?wrong=period");
        if (!desk.IsOver(GermanTime.Between(from, last.AddDays(1))))
            return See("/energy/bills?wrong=future");
        var kind = form["kind"] == nameof(BillKind.Correction) ? BillKind.Correction : BillKind.Bill;
        var (run, _) = await desk.StartAsync(GermanTime.Between(from, last.AddDays(1)), kind, stop);
        return See(FormattableString.Invariant($"/energy/bills/runs/{run.Id}"));
    }

    static async Task<RedirectHttpResult> Release(long id, [FromForm] IFormCollection form, BillDesk desk, CancellationToken stop)
    {
        _ = form;
        return See(FormattableString.Invariant($"/energy/bills/runs/{id}{(await desk.ReleaseAsync(id, stop) is { } refused ? $"?wrong={refused}" : "")}"));
    }

    static async Task<RedirectHttpResult> Discard(long id, [FromForm] IFormCollection form, BillDesk desk, CancellationToken stop)
    {
        _ = form;
        await desk.DiscardAsync(id, stop);
        return See("/energy/bills");
    }

    static async Task<RedirectHttpResult> Retry(long id, [FromForm] IFormCollection form, BillDesk desk, CancellationToken stop)
    {
        _ = form;
        await desk.RetryAsync(id, stop);
        return See(FormattableString.Invariant($"/energy/bills/runs/{id}"));
    }

    static async Task<RedirectHttpResult> Cancel(string number, [FromForm] IFormCollection form, BillDesk desk, CancellationToken stop)
    {
        var reason = form["reason"].ToString().Trim();
        if (reason.Length == 0)
            return See($"/energy/bills/{Uri.EscapeDataString(number)}?wrong=reason");
        return See(await desk.CancelAsync(number, reason, stop) is { } run ? FormattableString.Invariant($"/energy/bills/runs/{run.Id}") : $"/energy/bills/{Uri.EscapeDataString(number)}?wrong=cancel");
    }

    static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static RedirectHttpResult See(string address) => TypedResults.LocalRedirect("~" + address);
}
