using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Portal.Bills;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Energy.Portal.Own;

/// <summary>What the small forms of the customers' pages send. They work without script; each ends with a redirect to a page.</summary>
static class MyForms
{
    const string Page = "/my/me";

    public static void MapMyForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/my").RequireAuthorization(Policies.Customer).ExcludeFromDescription();
        forms.MapPost("/me/consent", ConsentAsync);
        forms.MapPost("/me/close", CloseAsync);
        forms.MapGet("/me/export.zip", ExportAsync);
        forms.MapGet("/bills/{number}/file", FileAsync);
    }

    static async Task<RedirectHttpResult> ConsentAsync(HttpContext http, Myself myself, ConsentBook consents, NoticeTargets targets, CancellationToken stop)
    {
        if (!Enum.TryParse<ConsentKind>(http.Sent("kind"), out var kind) || !Enum.IsDefined(kind) || await ChosenAsync(http, myself, stop) is not { } own)
            return See("fault=form.gone");
        if (http.Sent("give") != "true")
        {
            await consents.WithdrawAsync(own.Contract.Customer, kind, stop);
            return See("said=consent.withdrawn");
        }

        if (kind is ConsentKind.Detail or ConsentKind.Group)
        {
            await consents.GiveAsync(own.Contract.Customer, own.Person, kind, "", null, stop);
            return See("said=consent.given");
        }

        var (target, fault) = await targets.ReadAsync(own.Person, http.Sent("target"), stop);
        var threshold = kind == ConsentKind.Price ? Cents(http.Sent("threshold")) : null;
        fault ??= kind == ConsentKind.Price && threshold is null ? "notice.threshold" : null;
        if (fault is not null)
            return See("fault=" + fault);
        await consents.GiveAsync(own.Contract.Customer, own.Person, kind, target, threshold, stop);
        return See("said=consent.given");
    }

    static async Task<RedirectHttpResult> CloseAsync(HttpContext http, PortalBook book, IAudit audit, CancellationToken stop)
    {
        if (http.Sent("sure") != "true" || http.User.PersonId is not { } person)
            return See("fault=close.sure");
        await audit.NoteAsync("portal.closed", "person", person.ToString(CultureInfo.InvariantCulture), null, stop);
        await book.CloseAsync(person, stop);
        await http.SignOutAsync(Schemes.Cookie);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return TypedResults.LocalRedirect("/my/start?said=closed");
    }

    static async Task<Results<FileContentHttpResult, NotFound>> ExportAsync(HttpContext http, Myself myself, MyExport export, TimeProvider clock, CancellationToken stop)
    {
        if (await myself.FindAsync(http.User, null, stop) is not { } me)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(await export.MakeAsync(me, stop), "application/zip", $"werkstrom-{GermanTime.Date(Quarters.Of(clock.GetUtcNow())):yyyy-MM-dd}.zip");
    }

    static async Task<Results<FileContentHttpResult, NotFound>> FileAsync(
        string number, HttpContext http, Myself myself, BillBook book, BillPapers papers, IServiceProvider services, Microsoft.Extensions.Logging.ILoggerFactory logs, CancellationToken stop) =>
        await MyBills.FindAsync(await myself.FindAsync(http.User, null, stop), number, book, stop) is { } bill
            ? await BillFile.GetAsync(bill.Number!, papers, services, logs, stop) : TypedResults.NotFound();

    static async Task<(int Person, Contract Contract)?> ChosenAsync(HttpContext http, Myself myself, CancellationToken stop) =>
        await myself.FindAsync(http.User, http.Sent("contract"), stop) is { Chosen: { } chosen } me ? (me.Person, chosen) : null;

    // 0.001 ct/kWh
    static int? Cents(string typed) =>
        decimal.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cents) && cents is > 0 and <= 1_000 ? (int)(cents * 1_000) : null;

    static RedirectHttpResult See(string query) => TypedResults.LocalRedirect($"{Page}?{query}");
}
