using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Desk;

/// <summary>The portfolio on one page: what is to be done, and how it stands.</summary>
public sealed partial class DeskPage
{
    IReadOnlyList<TodoLine> _todo = [];
    IReadOnlyList<PortfolioRow> _months = [];
    PortfolioFigures? _sum;
    DateTimeOffset _made;
    string? _fault;
    int _contracts;
    bool _mayEdit;

    /// <summary>That everything is computed again was just asked for.</summary>
    [SupplyParameterFromQuery] public string? Asked { get; set; }

    [CascadingParameter] HttpContext Http { get; set; } = null!;

    [Inject] IAuthorizationService Gate { get; set; } = null!;

    // the last twelve months that are over; in the first month what there is
    IReadOnlyList<PortfolioRow> Year => _months.Where(m => m.IsWhole).TakeLast(12).ToList() is { Count: > 0 } whole ? whole : _months;

    string Span => Year is [var first, .., var last] ? $"{Name(first)} – {Name(last)}" : Name(Year[0]);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var stop = Http.RequestAborted;
        _mayEdit = (await Gate.AuthorizeAsync(Http.User, Policies.Engineer)).Succeeded;
        _todo = await Todo.ReadAsync(stop);
        var today = GermanTime.Date(Quarters.Of(Format.Now));
        _months = await Book.ReadAsync(new DateOnly(today.Year, today.Month, 1).AddMonths(-13), PortfolioRow.All, stop);
        if (_months.Count == 0)
        {
            _contracts = await Todo.ContractsAsync(stop);
            return;
        }

        (_made, _fault, _sum) = (_months.Min(m => m.MadeAt), Year.Select(m => m.Fault).OfType<string>().FirstOrDefault(), PortfolioFigures.Of(Year));
    }

    IEnumerable<Tile> Tiles()
    {
        var s = _sum!;
        yield return Make("customers", Format.Count(s.Customers), "", T["note.customers", Format.Count(s.Begun), Format.Count(s.Lost)], m => m.Customers, 0, "/energy/desk/customers");
        yield return Make("energy", Format.Number(s.MegawattHours, 0), "MWh", T["note.energy", Percent(s.MeasuredShare, 0)], m => m.MegawattHours, 1, "/energy/meters");
        yield return Make("revenue", Format.Number(s.Revenue, 0), "€", T["note.revenue"], m => m.Revenue, 0, "/energy/bills");
        yield return Make("procurement", Format.Number(s.Procurement, 0), "€", T["note.procurement"], m => m.Procurement, 0, "/energy/market");
        yield return Make("margin", s.MarginPerMegawattHour is { } margin ? Format.Number(margin, 2) : "–", "€/MWh", T["note.margin", Format.Number(s.Margin, 0), Percent(s.PricedShare, 0)], m => m.MarginPerMegawattHour, 2, "/energy/desk/products");
        yield return Make("churn", Percent(s.Churn, 1), "", T["note.churn", Format.Count(s.Lost), Format.Count(s.AtStart)], m => m.Churn * 100, 1, "/energy/contracts?state=ended");
        yield return Make("green", Percent(s.GreenShare, 1), "", T["note.green"], m => m.GreenShare * 100, 1, "/energy/index");
    }

    Tile Make(string key, string value, string unit, string note, Func<PortfolioFigures, double?> of, int digits, string href) => new(key, value, unit, note, href,
        _months.Select(m => (Month: m, Value: of(PortfolioFigures.Of([m])))).Select(m => new MonthBars.Bar(
            m.Month.Month.ToString("MM.yy", CultureInfo.InvariantCulture), m.Value,
            $"{Name(m.Month)}: {(m.Value is { } known ? Format.Number(known, digits) : "–")} {(key is "churn" or "green" ? "%" : unit)}", m.Month.IsWhole)).ToList());

    static string Name(PortfolioRow row) => row.Month.ToString("MMM yyyy", CultureInfo.CurrentCulture);

    static string Percent(double? share, int digits) => share is { } known ? $"{Format.Number(known * 100, digits)} %" : "–";

    sealed record Tile(string Key, string Value, string Unit, string Note, string Href, object Bars);
}
