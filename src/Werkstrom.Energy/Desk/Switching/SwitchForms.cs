using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Desk.Switching;

/// <summary>What the buttons of a switch's page send, and its file.</summary>
static class SwitchForms
{
    public static void MapSwitchForms(this IEndpointRouteBuilder desk)
    {
        var forms = desk.MapGroup("/switches/{id:long}").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/run", (long id, HttpContext http, SwitchDesk switches, CancellationToken stop) => See(id, switches.RunAsync(id, stop), http));
        forms.MapPost("/return", (long id, HttpContext http, SwitchDesk switches, CancellationToken stop) => See(id, switches.ReturnAsync(id, stop), http));
        forms.MapPost("/discard", (long id, HttpContext http, SwitchDesk switches, CancellationToken stop) => See(id, switches.DiscardAsync(id, stop), http));
        forms.MapPost("/retry", (long id, HttpContext http, SwitchDesk switches, CancellationToken stop) => See(id, switches.RetryAsync(id, stop), http));
        forms.MapPost("/contracts/{contract}/return", (long id, string contract, HttpContext http, SwitchDesk switches, CancellationToken stop) => See(id, switches.ReturnOneAsync(id, contract, stop), http));
        desk.MapGet("/switches/{id:long}/contracts.csv", FileAsync).RequireAuthorization(Policies.Operate).WithName("ExportSwitch").WithTags("Energy").ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("The contracts of a switch with all reasons as CSV; names=yes adds names and addresses of those who are told by letter, also that it was taken back, for engineers and up, and is noted in the audit");
    }

    static async Task<RedirectHttpResult> See(long id, Task<string?> step, HttpContext http)
    {
        _ = http;
        return TypedResults.LocalRedirect(FormattableString.Invariant($"~/energy/desk/switches/{id}{(await step is { } refused ? "?refused=" + refused : "")}"));
    }

    static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> FileAsync(
        long id, string? names, HttpContext http, IAuthorizationService gate, IAudit audit, SwitchBook book, CustomerBook customers, IStringLocalizer<SwitchText> texts, CancellationToken stop)
    {
        var isNamed = names == "yes";
        if (await book.FindAsync(id, stop) is null)
            return TypedResults.NotFound();
        if (isNamed && !(await gate.AuthorizeAsync(http.User, Policies.Engineer)).Succeeded)
            return TypedResults.Problem("Names and addresses of customers are for engineers and up; without names=yes the file has none.", statusCode: StatusCodes.Status403Forbidden);
        var rows = await book.RowsAsync(id, null, null, int.MaxValue, stop);
        if (isNamed)
        {
            rows = [.. rows.Where(r => r is { Told: "letter", State: SwitchStep.Kept or SwitchStep.Returned })];
            await audit.NoteAsync("customers.exported", "file", FormattableString.Invariant($"switch-{id}.csv"), new { rows = rows.Count }, stop);
        }

        List<object?[]> lines = [];
        foreach (var row in rows)
        {
            List<object?> cells =
            [
                row.Contract, row.Customer, row.Malo, row.Tariff, texts["step." + row.State].Value, row.Next, row.CentsBefore / 100m, row.CentsAfter / 100m, row.Told is { } told ? texts["told." + told].Value : null,
                string.Join(' ', row.Against.Select(f => texts.Say(f))),
            ];
            if (isNamed && await customers.FindAsync(row.Customer, stop) is { } person)
                cells.AddRange(person.Name, person.Street, person.Postcode, person.City);
            lines.Add([.. cells]);
        }

        return DeskExport.File(FormattableString.Invariant($"switch-{id}.csv"), $"contract;customer;malo;tariff;state;next;eur_before;eur_after;told;why{(isNamed ? ";name;street;postcode;city" : "")}", lines);
    }
}
