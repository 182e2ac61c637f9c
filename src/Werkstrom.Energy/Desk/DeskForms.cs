using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Energy.Desk.Questions;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Energy.Desk;

/// <summary>What the forms of the desk send; they work without script, each ends with a redirect to a page.</summary>
static class DeskForms
{
    public static void MapDeskForms(this IEndpointRouteBuilder desk)
    {
        var forms = desk.MapGroup("").RequireAuthorization(Policies.Operate).ExcludeFromDescription();
        forms.MapPost("/customers/{number}/contacts", AddContactAsync);
        forms.MapPost("/contacts/{id:long}", CorrectContactAsync);
        forms.MapPost("/questions/{id:long}/answer", AnswerAsync);
        forms.MapPost("/questions/{id:long}/change", ChangeAsync);
        desk.MapPost("/again", Again).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
    }

    static RedirectHttpResult Again(HttpContext http, PortfolioWorker worker)
    {
        _ = http;
        worker.Ask();
        return See("/energy/desk?asked=yes");
    }

    static async Task<RedirectHttpResult> AddContactAsync(string number, HttpContext http, ContactBook book, CustomerBook customers, Format format, CancellationToken stop)
    {
        if (await customers.FindAsync(number, stop) is null)
            return See(Page(number)); // which says that there is none
        var (wish, wrong) = Read(http, format);
        if (wish is null)
            return See($"{Page(number)}?fault={wrong}");
        var (_, faults) = await book.AddAsync(number, wish, stop);
        return See($"{Page(number)}?{(faults.Count > 0 ? "fault=" + string.Join(',', faults.Values) : "said=contact")}");
    }

    static async Task<RedirectHttpResult> CorrectContactAsync(long id, HttpContext http, ContactBook book, Format format, CancellationToken stop)
    {
        if ((await book.HistoryAsync(id, stop)) is not [var now, ..])
            return See("/energy/desk/customers");
        var (wish, wrong) = Read(http, format);
        if (wish is null || !int.TryParse(http.Sent("revision"), CultureInfo.InvariantCulture, out var revision))
            return See($"{Page(now.Customer)}?fault={(wrong.Length > 0 ? wrong : "contact.late")}");
        var faults = await book.CorrectAsync(id, revision, wish, stop);
        return See($"{Page(now.Customer)}?{(faults.Count > 0 ? "fault=" + string.Join(',', faults.Values) : "said=corrected")}");
    }

    static async Task<RedirectHttpResult> AnswerAsync(long id, HttpContext http, QuestionBook book, CancellationToken stop)
    {
        var answer = http.Sent("answer");
        var fault = answer.Length == 0 ? "question.empty" : await SetAsync(id, http, book, new() { ["answer"] = answer, ["state"] = "answered" }, stop);
        return Back(http, fault is null ? "said=answered" : "fault=" + fault);
    }

    static async Task<RedirectHttpResult> ChangeAsync(long id, HttpContext http, QuestionBook book, CancellationToken stop)
    {
        Dictionary<string, string> changes = new() { ["assignee"] = http.Sent("assignee"), ["bill"] = http.Sent("bill") };
        if (QuestionBook.States.Contains(http.Sent("state")))
            changes["state"] = http.Sent("state");
        var fault = await SetAsync(id, http, book, changes, stop);
        return Back(http, fault is null ? "said=changed" : "fault=" + fault);
    }

    static async Task<string?> SetAsync(long id, HttpContext http, QuestionBook book, Dictionary<string, string> changes, CancellationToken stop) =>
        int.TryParse(http.Sent("revision"), CultureInfo.InvariantCulture, out var revision) ? await book.ChangeAsync(id, revision, changes, stop) : "question.late";

    static (ContactWish? Wish, string Faults) Read(HttpContext http, Format format)
    {
        var at = format.ReadInput(http.Sent("at"));
        DateOnly? due = DateOnly.TryParseExact(http.Sent("due"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var faults = string.Join(',', ((string?[])[at is null ? "contact.at.fault" : null, due is null && http.Sent("due").Length > 0 ? "contact.due.fault" : null]).OfType<string>());
        return (faults.Length > 0 ? null : new(at!.Value, http.Sent("way"), http.Sent("from_us") == "yes", http.Sent("words"), due, http.Sent("done").Length > 0), faults);
    }

    static string Page(string number) => $"/energy/desk/customers/{Uri.EscapeDataString(number)}";

    // only to pages of the desk
    static RedirectHttpResult Back(HttpContext http, string said)
    {
        var back = http.Sent("back");
        var page = back.StartsWith("/energy/desk/", StringComparison.Ordinal) ? back : "/energy/desk/questions";
        return See($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{said}");
    }

    static RedirectHttpResult See(string address) => TypedResults.LocalRedirect("~" + address);
}
