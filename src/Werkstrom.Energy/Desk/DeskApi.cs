using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk;

/// <summary>The API of the desk, <c>/api/energy/desk</c>.</summary>
static class DeskApi
{
    public static void MapDeskApi(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("").WithTags("Energy").RequireAuthorization(Policies.Operate);
        desk.MapGet("/portfolio", PortfolioAsync).WithName("GetPortfolio").WithSummary("Figures of the portfolio by month, of all tariffs or of one, and of the last twelve months that are over; as they were last made");
        desk.MapGet("/todo", TodoAsync).WithName("GetDeskTodo").WithSummary("What waits at the desk: bills held back, letters of meters, contracts that end, questions, steps that are due, missing prices");
        desk.MapGet("/customers", CustomersAsync).WithName("FindCustomers").WithSummary("Numbers of customers by number, name, town, delivery point or postal code; the next page begins after the last number. Answers have no names");
        desk.MapGet("/customers/{number}/contacts", ContactsAsync).WithName("ListContacts").WithSummary("Contacts with a customer, newest first");
        desk.MapPost("/customers/{number}/contacts", AddContactAsync).WithName("AddContact").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Notes a contact with a customer");
        desk.MapPost("/portfolio/make", Make).WithName("MakePortfolio").RequireAuthorization(Policies.Engineer).WithSummary("Lets all months of the portfolio be made again in the background");
    }

    static async Task<Ok<PortfolioView>> PortfolioAsync(string? tariff, PortfolioBook book, TimeProvider clock, CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        var months = await book.ReadAsync(new DateOnly(today.Year, today.Month, 1).AddMonths(-13), tariff ?? PortfolioRow.All, stop);
        var year = months.Where(m => m.IsWhole).TakeLast(12).ToList();
        return TypedResults.Ok(new PortfolioView(
            year.Count > 0 ? year[0].Month : null, year.Count > 0 ? year[^1].Month : null, PortfolioFigures.Of(year),
            [.. months.Select(m => new MonthView(m.Month, m.IsWhole, PortfolioFigures.Of([m]), m.Gaps, m.Fault, m.MadeAt))]));
    }

    static async Task<Ok<IReadOnlyList<TodoLine>>> TodoAsync(DeskTodo todo, CancellationToken stop) => TypedResults.Ok(await todo.ReadAsync(stop));

    static async Task<Ok<CustomerPageView>> CustomersAsync(string? text, string? after, int? take, CustomerFind find, CancellationToken stop)
    {
        var (hits, hasMore) = await find.FindAsync(text, after, take ?? 100, stop);
        return TypedResults.Ok(new CustomerPageView([.. hits.Select(h => new CustomerHitView(h.Customer.Number, h.Contracts, h.All))], hasMore ? hits[^1].Customer.Number : null));
    }

    static async Task<Ok<IReadOnlyList<Contact>>> ContactsAsync(string number, ContactBook book, CancellationToken stop) => TypedResults.Ok(await book.OfAsync(number, stop));

    static async Task<Results<Created<ContactKept>, ProblemHttpResult, ValidationProblem>> AddContactAsync(
        string number, ContactAsk ask, ContactBook book, CustomerBook customers, IStringLocalizer<DeskText> texts, TimeProvider clock, CancellationToken stop)
    {
        if (await customers.FindAsync(number, stop) is null)
            return TypedResults.Problem($"There is no customer '{number}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
        var (id, faults) = await book.AddAsync(number, new(ask.At ?? clock.GetUtcNow(), ask.Way ?? "", ask.FromUs, ask.Words ?? "", ask.Due, ask.IsDone), stop);
        return faults.Count > 0
            ? TypedResults.ValidationProblem(faults.ToDictionary(f => f.Key, f => new[] { texts[f.Value, ContactBook.MostWords, ContactBook.MostYears].Value }))
            : TypedResults.Created(FormattableString.Invariant($"/energy/desk/contacts/{id}"), new ContactKept(id));
    }

    static Accepted Make(PortfolioWorker worker)
    {
        worker.Ask();
        return TypedResults.Accepted("/api/energy/desk/portfolio");
    }

    /// <summary>Figures of the portfolio: of the months that are over, twelve at most, and by month.</summary>
    internal sealed record PortfolioView(DateOnly? From, DateOnly? To, PortfolioFigures Year, IReadOnlyList<MonthView> Months);

    /// <summary>A month; one that is not whole runs until yesterday. Gaps are delivery points with missing quarter-hours.</summary>
    internal sealed record MonthView(DateOnly Month, bool IsWhole, PortfolioFigures Figures, int Gaps, string? Fault, DateTimeOffset MadeAt);

    /// <summary>Customers of an answer; the next one begins after a number, null: there are no more.</summary>
    internal sealed record CustomerPageView(IReadOnlyList<CustomerHitView> Customers, string? After);

    /// <summary>A customer without name: contracts that hold now, and all.</summary>
    internal sealed record CustomerHitView(string Number, int Contracts, int All);

    /// <summary>A contact: way is phone, mail, visit or letter; at is now unless given; due is the day by which something is to be done.</summary>
    [System.Text.Json.Serialization.JsonUnmappedMemberHandling(System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
    internal sealed record ContactAsk(DateTimeOffset? At, string? Way, bool FromUs, string? Words, DateOnly? Due, bool IsDone);

    /// <summary>Number of the record.</summary>
    internal sealed record ContactKept(long Id);
}
