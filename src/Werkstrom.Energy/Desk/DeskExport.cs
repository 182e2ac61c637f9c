using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Desk;

/// <summary>CSV for a spreadsheet: UTF-8 with mark, semicolons, decimal comma. Names only where they are asked for, by engineers and up, and that is noted.</summary>
static class DeskExport
{
    // a file of a person's whole portfolio, and no more than memory bears
    const int Most = 1_000_000;

    static readonly CultureInfo Numbers = CultureInfo.GetCultureInfo("de-DE");

    public static void MapDeskExport(this IEndpointRouteBuilder desk)
    {
        var files = desk.MapGroup("/export").RequireAuthorization(Policies.Operate);
        files.MapGet("/portfolio.csv", PortfolioAsync).WithName("ExportPortfolio").WithTags("Energy").WithSummary("Months of the portfolio by tariff, as CSV");
        files.MapGet("/contracts.csv", ContractsAsync).WithName("ExportContracts").WithTags("Energy").WithSummary("All supply contracts without names, as CSV");
        files.MapGet("/customers.csv", CustomersAsync).WithName("ExportCustomers").WithTags("Energy").ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("All customers as CSV; names=yes adds names and addresses, for engineers and up, and is noted in the audit");
    }

    static async Task<FileContentHttpResult> PortfolioAsync(PortfolioBook book, CancellationToken stop)
    {
        var rows = (await book.ReadAsync(DateOnly.MinValue, null, stop)).Select(r => (Row: r, Figures: PortfolioFigures.Of([r])));
        return File("portfolio.csv", "month;tariff;customers;contracts;begun;ended;lost;mwh;measured_mwh;revenue_eur;procured_mwh;procurement_eur;margin_eur;margin_eur_per_mwh;green_percent;whole;made_at", rows.Select(r => (object?[])
        [
            r.Row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), r.Row.Tariff.Length == 0 ? "*" : r.Row.Tariff, r.Row.Customers, r.Row.Contracts, r.Row.Begun, r.Row.Ended, r.Row.Lost,
            r.Row.Wh / 1_000_000m, r.Row.MeasuredWh / 1_000_000m, r.Row.Revenue / 100_000_000m, r.Row.ProcuredWh / 1_000_000m, r.Row.Procurement / 100_000_000m, (r.Row.ProcuredRevenue - r.Row.Procurement) / 100_000_000m,
            r.Figures.MarginPerMegawattHour is { } margin ? Math.Round((decimal)margin, 4) : null, r.Figures.GreenShare is { } green ? Math.Round((decimal)green * 100, 2) : null, r.Row.IsWhole ? "yes" : "no",
            r.Row.MadeAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
        ]));
    }

    static async Task<FileContentHttpResult> ContractsAsync(IDbContextFactory<EnergyDb> dbs, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<ContractRow>().AsNoTracking().OrderBy(c => c.Number).Take(Most).ToListAsync(stop);
        return File("contracts.csv", "number;customer;malo;tariff;metering;profile;annual_kwh;from;until;term;notice_days;follows", rows.Select(c => (object?[])
        [
            c.Number, c.Customer, c.Malo, c.Tariff, c.Metering.ToString().ToLowerInvariant(), c.Profile, c.AnnualWh / 1_000m, Clock(c.FirstQuarter), c.EndQuarter is { } end ? Clock(end) : null,
            c.TermDay is { } day ? DateOnly.FromDayNumber(day).ToString("O", CultureInfo.InvariantCulture) : null, c.NoticeDays, c.Follows,
        ]));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CustomersAsync(
        string? names, HttpContext http, IAuthorizationService gate, IAudit audit, IDbContextFactory<EnergyDb> dbs, TimeProvider clock, CancellationToken stop)
    {
        var isNamed = names == "yes";
        if (isNamed && !(await gate.AuthorizeAsync(http.User, Policies.Engineer)).Succeeded)
            return TypedResults.Problem("Names and addresses of customers are for engineers and up; without names=yes the file has none.", statusCode: StatusCodes.Status403Forbidden);
        await using var db = await dbs.CreateDbContextAsync(stop);
        var rows = await db.Set<Customer>().AsNoTracking().OrderBy(c => c.Number).Take(Most).ToListAsync(stop);
        var now = Quarters.Of(clock.GetUtcNow());
        var contracts = (await db.Set<ContractRow>().AsNoTracking().Select(c => new { c.Customer, c.Tariff, c.AnnualWh, c.FirstQuarter, c.EndQuarter }).ToListAsync(stop)).ToLookup(c => c.Customer);
        if (isNamed)
            await audit.NoteAsync("customers.exported", "file", "customers.csv", new { rows = rows.Count }, stop);
        return File("customers.csv", $"number;postcode_area;contracts;tariffs;annual_kwh;since;erased{(isNamed ? ";name;street;postcode;city;mail" : "")}", rows.Select(c =>
        {
            var held = contracts[c.Number].Where(k => k.FirstQuarter <= now && !(k.EndQuarter <= now)).ToList();
            // two digits are a region, five may be a single house
            List<object?> cells =
            [
                c.Number, c.Postcode.Length >= 2 ? c.Postcode[..2] : "", held.Count, string.Join(' ', held.Select(k => k.Tariff).Distinct().Order(StringComparer.Ordinal)), held.Sum(k => k.AnnualWh) / 1_000m,
                c.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), c.ErasedAt is null ? "no" : "yes",
            ];
            return isNamed ? [.. cells, c.Name, c.Street, c.Postcode, c.City, c.Mail] : cells.ToArray();
        }));
    }

    /// <summary>A file of rows: decimals with a comma, texts that a spreadsheet would compute made texts.</summary>
    internal static FileContentHttpResult File(string name, string head, IEnumerable<object?[]> rows)
    {
        StringBuilder text = new("\uFEFF" + head + "\r\n");
        foreach (var row in rows)
            text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    static string Cell(object? value) => value switch
    {
        null => "",
        decimal number => number.ToString("0.####", Numbers),
        string text => Quoted(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Quoted(string text)
    {
        // what begins like a formula is a text here: a spreadsheet must not compute a customer's name
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(";\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    static string Clock(int quarter) => Quarters.Start(quarter).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
