using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk.Questions;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.People;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Energy.Desk.Customers;

/// <summary>All that is known of a customer, on one page that fits a phone.</summary>
public sealed partial class CustomerPage
{
    const int DaysShown = 31, FewestReason = 5;

    Customer? _customer;
    IReadOnlyList<Contract> _contracts = [];
    IReadOnlyList<BillRow> _bills = [];
    IReadOnlyList<Contact> _contacts = [];
    IReadOnlyList<Question> _questions = [];
    IReadOnlyList<string> _helpers = [];
    List<Agreement> _agreements = [];
    IReadOnlyList<PortalConsent> _consents = [];
    List<LoadBars.Bar>? _bars;
    string _malo = "";
    string? _reason, _reasonFault;
    bool _mayRead;

    /// <summary>Number of the customer.</summary>
    [Parameter] public string Number { get; set; } = "";

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery] public string? Said { get; set; }

    [CascadingParameter] HttpContext Http { get; set; } = null!;

    [Inject] IAuthorizationService Gate { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var stop = Http.RequestAborted;
        if ((_customer = await Customers.FindAsync(Number, stop)) is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _mayRead = (await Gate.AuthorizeAsync(Http.User, Policies.Engineer)).Succeeded;
        _contracts = await Contracts.OfCustomerAsync(Number, stop);
        _bills = await Bills.IssuedAsync(Number, 24, stop);
        _contacts = await Contacts.OfAsync(Number, stop);
        _questions = await Questions.ListAsync(null, Number, stop);
        _helpers = _questions.Count > 0 ? await Questions.HelpersAsync(stop) : [];
        _agreements = [.. Agreements.All.Where(a => a.Party == Number && a.State == AgreementState.Active)];
        _consents = await Consents.OfAsync(Number, stop);
    }

    // quarter-hours are read with a reason only, and the read is noted with it
    async Task ReadAsync()
    {
        (_malo, _reason) = (Http.Sent("malo"), Http.Sent("reason"));
        if (_reason.Length is < FewestReason or > 200)
        {
            _reasonFault = T["meter.reason.fault"];
            return;
        }

        var own = _contracts.Where(c => c.Malo == _malo).ToList();
        if (own.Count == 0 || !_mayRead)
            return; // another one's, or nothing for this reader
        var today = GermanTime.Date(Quarters.Of(Format.Now));
        QuarterRange held = new(own.Min(c => c.First), own.Max(c => c.End ?? int.MaxValue) - own.Min(c => c.First));
        var range = GermanTime.Between(today.AddDays(-DaysShown), today).Meet(held); // what another customer used there is nobody's here
        if (range.Count == 0)
        {
            _bars = [];
            return;
        }

        var load = await Values.ReadAsync(_malo, range, null, $"desk: {_reason}", Http.RequestAborted);
        _bars = load.Taken.All(v => v.Origin == ValueOrigin.Missing) ? [] : [.. Enumerable.Range(range.First, range.Count).GroupBy(GermanTime.Date).Select(day =>
        {
            var (wh, way) = (day.Sum(q => (long)load.Taken[q - range.First].Wh), day.Max(q => MeteredLoad.WayOf(load.Taken[q - range.First], load.Sources[q - range.First])));
            return new LoadBars.Bar($"{Format.Day(day.Key)}: {BillNumber.Kwh(wh)} kWh", wh, way, null);
        })];
    }
}
