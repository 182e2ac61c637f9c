using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Energy.Contracts;

/// <summary>What the small forms of the pages send. They work without script; each ends with a redirect to a page.</summary>
static class ContractForms
{
    const string Page = "/energy/contracts";

    public static void MapContractForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup(Page).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/upload", UploadAsync).WithFormOptions(multipartBodyLengthLimit: ContractFile.Largest).WithMetadata(new RequestSizeLimitAttribute(ContractFile.Largest));
        forms.MapPost("/keep", KeepAsync);
        forms.MapPost("/{number}/end", EndAsync);
        forms.MapPost("/{number}/tariff", TariffAsync);
        forms.MapPost("/{number}/move", MoveAsync);
        forms.MapPost("/{number}/customer", CustomerAsync);
        forms.MapPost("/{number}/erase", EraseAsync);
        forms.MapGet("/example.csv", () => TypedResults.Text(ContractFile.Example(), "text/csv"));
    }

    static async Task<RedirectHttpResult> UploadAsync(IFormFileCollection files, ContractFile reader, ContractDrafts drafts, CancellationToken stop)
    {
        if (files["file"] is not { Length: > 0 } file)
            return See($"{Page}/import?error=file");
        using MemoryStream bytes = new();
        await file.CopyToAsync(bytes, stop);
        return See($"{Page}/import?draft={drafts.Hold(file.FileName, await reader.ReadAsync(bytes.ToArray(), stop))}");
    }

    static async Task<RedirectHttpResult> KeepAsync([FromForm] string? id, ContractDrafts drafts, ContractDesk desk, IAudit audit, CancellationToken stop)
    {
        if (drafts.Take(id) is not { Draft: { Faults.Count: 0 } draft } held)
            return See($"{Page}/import?error=gone");
        if (await desk.KeepAsync(draft, stop) is { } fault)
            return See($"{Page}/import?fault={Uri.EscapeDataString(fault)}");
        await audit.NoteAsync("contracts.imported", "file", held.File, new { rows = draft.Rows.Count }, stop);
        return See(FormattableString.Invariant($"{Page}?kept={draft.Rows.Count}"));
    }

    static Task<RedirectHttpResult> EndAsync(string number, HttpContext http, ContractBook book, ContractDesk desk, CancellationToken stop) => With(number, book, async contract =>
    {
        var given = http.Sent("at");
        if (given.Length > 0 && WishReader.Quarter(given) is null)
            return "fault=fault.quarter.short";
        return await desk.EndAsync(contract, given.Length > 0 ? WishReader.Quarter(given) : null, stop) is { } fault ? "fault=" + fault : "said=" + (given.Length > 0 ? "ended" : "reopened");
    }, stop);

    static Task<RedirectHttpResult> TariffAsync(string number, HttpContext http, ContractBook book, ContractDesk desk, CancellationToken stop) => With(number, book, async contract =>
    {
        if (WishReader.Quarter(http.Sent("at")) is not { } at)
            return "fault=fault.quarter.short";
        var next = contract.NextNumber;
        var faults = await desk.FollowAsync(contract, at, w => ContractDesk.Switched(w, contract, next, http.Sent("tariff")), stop);
        return faults.Count > 0 ? "fault=" + Uri.EscapeDataString(string.Join(' ', faults)) : $"said=changed&next={next}";
    }, stop);

    static Task<RedirectHttpResult> MoveAsync(string number, HttpContext http, ContractBook book, ContractDesk desk, CancellationToken stop) => With(number, book, async contract =>
    {
        if (WishReader.Quarter(http.Sent("at")) is not { } at)
            return "fault=fault.quarter.short";
        var next = http.Sent("number");
        var faults = await desk.FollowAsync(contract, at, w => w with
        {
            Number = next,
            Customer = http.Sent("customer"),
            Name = http.Sent("name"),
            Street = http.Sent("street"),
            Postcode = http.Sent("postcode"),
            City = http.Sent("city"),
            Mail = http.Sent("mail"),
            Tariff = http.Sent("tariff") is { Length: > 0 } tariff ? tariff : w.Tariff,
            AnnualKwh = http.Sent("annual_kwh") is { Length: > 0 } annual ? Numbers.ToFile(annual) : w.AnnualKwh,
            Follows = null,
        }, stop);
        return faults.Count > 0 ? "fault=" + Uri.EscapeDataString(string.Join(' ', faults)) : $"said=moved&next={next}";
    }, stop);

    static Task<RedirectHttpResult> CustomerAsync(string number, HttpContext http, ContractBook book, CustomerBook customers, CancellationToken stop) => With(number, book, async contract =>
    {
        if (http.Sent("name").Length == 0)
            return "fault=fault.name.short";
        if (CustomerLimits.TooLong(http.Sent("name"), http.Sent("street"), http.Sent("postcode"), http.Sent("city"), http.Sent("mail")).Any())
            return "fault=fault.long.short";
        await customers.PutAsync([new() { Number = contract.Customer, Name = http.Sent("name"), Street = http.Sent("street"), Postcode = http.Sent("postcode"), City = http.Sent("city"), Mail = http.Sent("mail") }], stop);
        return "said=customer";
    }, stop);

    static Task<RedirectHttpResult> EraseAsync(string number, HttpContext http, ContractBook book, CustomerDesk customers, CancellationToken stop) => With(number, book, async contract =>
        http.Sent("sure") != "true" ? "fault=fault.sure" : await customers.EraseAsync(contract.Customer, stop) ? "said=erased" : "fault=fault.erase", stop);

    static async Task<RedirectHttpResult> With(string number, ContractBook book, Func<Contract, Task<string>> act, CancellationToken stop) =>
        await book.FindAsync(number, stop) is { } contract ? See($"{Page}/{Uri.EscapeDataString(number)}?{await act(contract)}") : See(Page);

    // 303: the browser asks for the page with GET
    static RedirectHttpResult See(string address) => TypedResults.Redirect(address, permanent: false, preserveMethod: false);
}
