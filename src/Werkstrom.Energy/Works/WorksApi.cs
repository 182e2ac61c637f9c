using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Files;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Energy.Works;

/// <summary>The API, files and forms of the works.</summary>
static class WorksApi
{
    public static void MapWorksApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/energy/works").WithTags("Energy").RequireAuthorization(Policies.Read);
        api.MapGet("/machines", MachinesAsync).WithName("GetWorksMachines").ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem().WithSummary("Energy, cost and CO₂ of each machine at the price of the quarter-hour, 31 days at most; without days the last seven that are over");
        api.MapGet("/orders", OrdersAsync).WithName("GetWorksOrders").ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem().WithSummary("Energy, cost and CO₂ of each order of production, with the quarter-hours that it rests on and those that are missing");
        api.MapGet("/moves", MovesAsync).WithName("GetWorksMoves").ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem().WithSummary("What moving each load within its window to the cheapest time would have saved");
        var files = routes.MapGroup("/energy/works").RequireAuthorization(Policies.Read).ExcludeFromDescription();
        files.MapGet("/machines.csv", MachinesFileAsync);
        files.MapGet("/orders.csv", OrdersFileAsync);
        var forms = routes.MapGroup("/energy/works").RequireAuthorization(Policies.Engineer).ExcludeFromDescription();
        forms.MapPost("/settings", SettingsAsync);
        forms.MapPost("/loads", LoadAsync);
        forms.MapPost("/loads/{asset:int}/remove", RemoveAsync);
    }

    /// <summary>The days that are meant, both included: the last seven that are over where none is named, 31 at most, today at the latest; with all that is wrong, keys of the texts by field.</summary>
    public static (DateOnly From, DateOnly To, IReadOnlyDictionary<string, string> Faults) Days(string? from, string? to, DateTimeOffset now)
    {
        var today = GermanTime.Date(Quarters.Of(now));
        Dictionary<string, string> faults = [];
        var (first, last) = (Given(from, "from"), Given(to, "to"));
        if (last > today)
            faults.TryAdd("to", "days.future");
        if (first > today)
            faults.TryAdd("from", "days.future");
        if (faults.Count == 0 && first > last)
            faults["from"] = "days.order";
        var until = last ?? (first is { } begun && begun.AddDays(WorksReader.MostDays - 1) < today ? begun.AddDays(WorksReader.MostDays - 1) : first == today ? today : today.AddDays(-1));
        var since = first ?? until.AddDays(-6);
        if (faults.Count == 0 && until.DayNumber - since.DayNumber >= WorksReader.MostDays)
            faults["from"] = "days.many";
        return (since, until, faults);

        DateOnly? Given(string? text, string field)
        {
            var day = Day(text);
            if (day is null && !string.IsNullOrEmpty(text))
                faults[field] = "days.day";
            return day;
        }
    }

    /// <summary>Quarter-hours of days that have begun: what is still to come today is not silent.</summary>
    public static QuarterRange Range(DateOnly from, DateOnly to, DateTimeOffset now)
    {
        var range = GermanTime.Between(from, to.AddDays(1));
        return range.Meet(new(range.First, Math.Max(1, Quarters.Of(now) - range.First)));
    }

    /// <summary>A day as forms and addresses write it.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1996 and < 8_000 ? day : null;

    static async Task<Results<Ok<List<MachineView>>, ProblemHttpResult>> MachinesAsync([AsParameters] DaysAsk ask, CancellationToken stop) =>
        await ask.ReadAsync(stop) is { } data
            ? TypedResults.Ok(WorksSums.Of(data).Machines.Select(m => new MachineView(m.Machine.AssetId, m.Machine.Name, m.Machine.Basis, SumView.Of(m.All), SumView.Of(m.Outside))).ToList()) : await ask.WhyAsync(stop);

    static async Task<Results<Ok<List<OrderView>>, ProblemHttpResult>> OrdersAsync([AsParameters] DaysAsk ask, CancellationToken stop) =>
        await ask.ReadAsync(stop) is { } data
            ? TypedResults.Ok(WorksSums.Of(data).Orders.Select(o => new OrderView(
                o.Order.Id, o.Order.Number, o.Order.Product, o.Order.From, o.Order.To, o.Order.Pieces, o.Order.Machines.Count, SumView.Of(o.Sum), o.CentsPerPiece, o.GramsPerPiece)).ToList()) : await ask.WhyAsync(stop);

    static async Task<Results<Ok<List<MoveView>>, ProblemHttpResult>> MovesAsync([AsParameters] DaysAsk ask, WorksBook book, CancellationToken stop)
    {
        if (await ask.ReadAsync(stop) is not { } data)
            return await ask.WhyAsync(stop);
        var machines = data.Machines.ToDictionary(m => m.AssetId);
        return TypedResults.Ok((await book.LoadsAsync(stop)).Where(l => machines.ContainsKey(l.AssetId)).Select(l => MovableLoads.Of(data, l, machines[l.AssetId]))
            .Select(m => new MoveView(m.Machine.AssetId, m.Machine.Name, m.Days, m.Left, m.Kilowatthours, m.Euros, m.Kilograms, m.EurosPerYear, m.KilogramsPerYear, m.Gaps.ToDictionary(g => g.Key.ToString(), g => g.Value))).ToList());
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> MachinesFileAsync([AsParameters] DaysAsk ask, CancellationToken stop) =>
        await ask.ReadAsync(stop) is { } data
            ? File("machines.csv", "machine,signal,kwh,eur,ct_per_kwh,kg_co2,outside_eur,quarters,missing,unpriced", WorksSums.Of(data).Machines.Select(m => (object?[])
                [m.Machine.Name, m.Machine.Basis, m.All.Wh / 1_000, Math.Round(m.All.Euros, 4), Round(m.All.CentsPerKilowattHour), Math.Round(m.All.Kilograms, 3), Math.Round(m.Outside.Euros, 4), m.All.Quarters, m.All.Missing, m.All.Unpriced]))
            : await ask.WhyAsync(stop);

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> OrdersFileAsync([AsParameters] DaysAsk ask, CancellationToken stop) =>
        await ask.ReadAsync(stop) is { } data
            ? File("orders.csv", "order,product,from,to,pieces,kwh,eur,ct_per_piece,kg_co2,quarters,missing,unpriced", WorksSums.Of(data).Orders.Select(o => (object?[])
                [o.Order.Number, o.Order.Product, Stamp(o.Order.From), Stamp(o.Order.To), o.Order.Pieces, Math.Round(o.Sum.Wh / 1_000, 3), Math.Round(o.Sum.Euros, 4), Round(o.CentsPerPiece), Math.Round(o.Sum.Kilograms, 3), o.Sum.Quarters, o.Sum.Missing, o.Sum.Unpriced]))
            : await ask.WhyAsync(stop);

    static async Task<RedirectHttpResult> SettingsAsync(HttpContext http, WorksBook book, ContractBook contracts, AssetCatalog assets, CancellationToken stop)
    {
        var (contract, root) = (http.Sent("contract"), http.Sent("root").Trim('/'));
        if (await contracts.FindAsync(contract, stop) is null)
            return See("fault=fault.contract");
        if (root.Length > 0 && !assets.TryGet(root, out _))
            return See("fault=fault.root");
        await book.PutAsync(contract, root, stop);
        return See("said=set");
    }

    static async Task<RedirectHttpResult> LoadAsync(HttpContext http, WorksBook book, AssetCatalog assets, CancellationToken stop)
    {
        if (!int.TryParse(http.Sent("asset"), CultureInfo.InvariantCulture, out var asset) || !assets.TryGet(asset, out _))
            return See("fault=fault.machine");
        if (Clock(http.Sent("earliest")) is not { } earliest || Clock(http.Sent("latest")) is not { } latest || !int.TryParse(http.Sent("minutes"), CultureInfo.InvariantCulture, out var minutes))
            return See("fault=fault.window");
        if (minutes < 15 || minutes % 15 != 0 || latest - earliest < minutes / 15)
            return See("fault=fault.short");
        await book.PutLoadAsync(asset, (earliest, latest, minutes / 15), stop);
        return See("said=load");
    }

    static async Task<RedirectHttpResult> RemoveAsync(int asset, HttpContext http, WorksBook book, CancellationToken stop)
    {
        _ = http;
        await book.PutLoadAsync(asset, null, stop);
        return See("said=unload");
    }

    // a full quarter of an hour, 00:00 to 24:00
    static int? Clock(string text) => text.Split(':') is [var hours, var minutes] && int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
        && int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is 0 or 15 or 30 or 45 && (h * 4) + (m / 15) is <= 96 and var quarter ? quarter : null;

    static FileContentHttpResult File(string name, string head, IEnumerable<object?[]> rows)
    {
        StringBuilder text = new(head + "\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(c => CsvCell.Quoted(Convert.ToString(c, CultureInfo.InvariantCulture) ?? ""))).Append('\n');
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    static decimal? Round(decimal? number) => number is { } known ? Math.Round(known, 4) : null;

    static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static RedirectHttpResult See(string said) => TypedResults.LocalRedirect("~/energy/works?" + said);

    /// <summary>Sums: cost where a price is known, CO₂ where it is known; quarters are those of machines with a value.</summary>
    internal sealed record SumView(decimal Kwh, decimal Euros, decimal? CentsPerKwh, double KgCo2, int Quarters, int Missing, int Unpriced, int WithoutCo2)
    {
        public static SumView Of(WorksSum sum) => new(sum.Wh / 1_000, sum.Euros, sum.CentsPerKilowattHour, sum.Kilograms, sum.Quarters, sum.Missing, sum.Unpriced, sum.Uncarboned);
    }

    /// <summary>A machine; outside is what belongs to no order.</summary>
    internal sealed record MachineView(int AssetId, string Name, string Signal, SumView All, SumView Outside);

    /// <summary>An order of production.</summary>
    internal sealed record OrderView(long Id, string Number, string Product, DateTimeOffset From, DateTimeOffset To, double Pieces, int Machines, SumView Sum, decimal? CentsPerPiece, double? GramsCo2PerPiece);

    /// <summary>A load that could move; left are days that could not be computed, why says how many of which reason; a year is the mean of the days carried to 365.</summary>
    internal sealed record MoveView(
        int AssetId, string Name, int Days, int Left, decimal Kwh, decimal Euros, double KgCo2, decimal? EurosPerYear, double? KgCo2PerYear, IReadOnlyDictionary<string, int> Why);

    /// <summary>The days of a question.</summary>
    /// <param name="From">First day; without days the last seven that are over.</param>
    /// <param name="To">Last day, today at the latest; 31 days at most.</param>
    /// <param name="Reader">Reads.</param>
    /// <param name="Texts">Of the works.</param>
    /// <param name="Clock">Now.</param>
    internal sealed record DaysAsk([FromQuery(Name = "from")] string? From, [FromQuery(Name = "to")] string? To, [FromServices] WorksReader Reader, [FromServices] IStringLocalizer<WorksText> Texts, [FromServices] TimeProvider Clock)
    {
        /// <summary>What is known of the days; null: <see cref="WhyAsync"/> says why not.</summary>
        public async Task<WorksData?> ReadAsync(CancellationToken stop)
        {
            var (first, last, faults) = Days(From, To, Clock.GetUtcNow());
            return faults.Count == 0 && await Reader.SettingsAsync(stop) is { } settings ? await Reader.ReadAsync(settings, Range(first, last, Clock.GetUtcNow()), stop) : null;
        }

        /// <summary>Why nothing was read.</summary>
        public async Task<ProblemHttpResult> WhyAsync(CancellationToken stop) => await Reader.SettingsAsync(stop) is null
            ? TypedResults.Problem("Nobody has said yet which contract prices the works: set it on /energy/works.", statusCode: StatusCodes.Status404NotFound, title: "Not found")
            : TypedResults.Problem(new HttpValidationProblemDetails(Days(From, To, Clock.GetUtcNow()).Faults.ToDictionary(f => f.Key, f => new[] { Texts[f.Value, WorksReader.MostDays].Value })) { Status = StatusCodes.Status400BadRequest });
    }
}
