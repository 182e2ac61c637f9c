using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Portal.Bills;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Energy.Portal.Now;
using Werkstrom.Energy.Portal.Plan;
using Werkstrom.Energy.Portal.Use;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Portal.Api;

/// <summary>The customers' pages for programs in the customer's own browser: a session is needed, no token will do. What belongs to others is not there.</summary>
static class MyApi
{
    public static void MapMyApi(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/my").WithTags("Customers").RequireAuthorization(Policies.Customer).ProducesProblem(StatusCodes.Status404NotFound);
        own.MapGet("/contracts", ContractsAsync).WithName("ListMyContracts").WithSummary("The customer's contracts");
        own.MapGet("/days", DaysAsync).WithName("GetMyDays").WithSummary("Price, green index and CO2 of today and tomorrow by the quarter-hour, for a contract of the customer");
        own.MapGet("/plan", PlanAsync).WithName("GetMyPlan").WithSummary("The cheapest or greenest time: kind=run|charge, hours, kwh, kw, from, ready, by=price|green, unbroken, pause");
        own.MapGet("/use", UseAsync).WithName("GetMyUse").WithSummary("Consumption, cost, comparison and CO2 by month; days of one month with the customer's consent");
        own.MapGet("/bills", BillsAsync).WithName("ListMyBills").WithSummary("The customer's bills, the newest first");
        own.MapGet("/bills/{number}", BillAsync).WithName("GetMyBill").WithSummary("A bill of the customer");
        own.MapGet("/bills/{number}/lines/{line:int}", LineAsync).WithName("ExplainMyBill").WithSummary("A line of a bill taken apart: months, days, the quarter-hours of a day, the signed index");
    }

    static async Task<Results<Ok<List<MyContract>>, ProblemHttpResult>> ContractsAsync(HttpContext http, Myself myself, CancellationToken stop) =>
        await myself.FindAsync(http.User, null, stop) is { } me
            ? TypedResults.Ok(me.Contracts.Select(c => new MyContract(c.Number, c.Malo, c.Tariff, Quarters.Start(c.First), c.End is { } end ? Quarters.Start(end) : null)).ToList()) : None();

    static async Task<Results<Ok<List<MyQuarter>>, ProblemHttpResult>> DaysAsync(HttpContext http, string? contract, Myself myself, MyDayReader reader, CancellationToken stop)
    {
        if (await myself.FindAsync(http.User, contract, stop) is not { Chosen: { } chosen })
            return None();
        var days = await reader.ReadAsync(chosen, stop);
        return TypedResults.Ok(Enumerable.Range(days.Today.Range.First, days.Today.Range.Count + days.Tomorrow.Range.Count)
            .Select(q => new MyQuarter(Quarters.Start(q), days.Price(q) / 1_000m, days.Index(q), MyDay.LightOf(days.Index(q)), days.Carbon(q))).ToList());
    }

    static async Task<Results<Ok<MyPlan>, ValidationProblem, ProblemHttpResult>> PlanAsync(HttpContext http, string? contract, Myself myself, MyDayReader reader, CancellationToken stop)
    {
        if (await myself.FindAsync(http.User, contract, stop) is not { Chosen: { } chosen })
            return None();
        var (ask, faults) = PlanAsk.Read(http.Request.Query);
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(faults.ToDictionary(f => f.Key, f => new[] { f.Value }));
        var answer = PlanAnswer.Of(ask, await reader.ReadAsync(chosen, stop));
        return TypedResults.Ok(new MyPlan(
            [.. (answer.Plan?.Slots ?? []).Select(s => new MySlot(Quarters.Start(s.Quarter), s.Wh))], answer.Cost / 100_000_000m, answer.NowCost / 100_000_000m, answer.Index, answer.NowIndex, answer.IsGreen ? "green" : "price"));
    }

    static async Task<Results<Ok<UseView>, ProblemHttpResult>> UseAsync(HttpContext http, string? contract, DateOnly? month, Myself myself, UseReader reader, ConsentBook consents, CancellationToken stop) =>
        await myself.FindAsync(http.User, contract, stop) is { Chosen: { } chosen }
            ? TypedResults.Ok(await reader.ReadAsync(chosen, month, await consents.HoldsAsync(chosen.Customer, ConsentKind.Detail, stop), stop)) : None();

    static async Task<Results<Ok<List<BillView>>, ProblemHttpResult>> BillsAsync(HttpContext http, Myself myself, BillBook book, CancellationToken stop) =>
        await myself.FindAsync(http.User, null, stop) is { } me ? TypedResults.Ok((await MyBills.OfAsync(me, book, stop)).ConvertAll(BillView.Of)) : None();

    static async Task<Results<Ok<BillView>, ProblemHttpResult>> BillAsync(string number, HttpContext http, Myself myself, BillBook book, CancellationToken stop) =>
        await MyBills.FindAsync(await myself.FindAsync(http.User, null, stop), number, book, stop) is { } bill ? TypedResults.Ok(BillView.Of(bill)) : None();

    static async Task<Results<Ok<Explained>, ProblemHttpResult>> LineAsync(
        string number, int line, DateOnly? day, HttpContext http, Myself myself, BillBook book, BillExplainer explainer, CancellationToken stop) =>
        await MyBills.FindAsync(await myself.FindAsync(http.User, null, stop), number, book, stop) is { } bill && await explainer.LineAsync(bill, line - 1, day, stop) is { } found ? TypedResults.Ok(found) : None();

    static ProblemHttpResult None() => TypedResults.Problem("There is nothing of that kind that is yours.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}

/// <summary>A contract.</summary>
sealed record MyContract(string Number, string Malo, string Tariff, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A quarter-hour; the price in ct/kWh with VAT.</summary>
sealed record MyQuarter(DateTimeOffset Start, decimal? Price, int? Index, Light Light, double? Co2);

/// <summary>When to run; costs in €.</summary>
sealed record MyPlan(IReadOnlyList<MySlot> Slots, decimal? Cost, decimal? CostNow, decimal? Index, decimal? IndexNow, string By);

/// <summary>A quarter-hour of a plan.</summary>
sealed record MySlot(DateTimeOffset Start, int Wh);
