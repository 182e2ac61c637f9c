using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Bills;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Energy.Portal.Demo;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Sharing;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Energy.Works;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Demo;

/// <summary>
/// The town of the demo: an index provider, a Stadtwerk, and customers whose meters are read. Made once, by the same ways that people use, and then kept
/// going by the hour. All of it is made up and says so.
/// </summary>
sealed partial class DemoTown(
    IServiceScopeFactory scopes, SeriesBook series, TownSeries weather, RegionBook regions, InputMaker inputs, FreezeDesk freeze, TariffBook tariffs, ContractBook contracts,
    MeterStore meters, MeterDesk readings, SupplierBook supplier, AgreementCatalog agreements, DemoCustomer customer, DemoShares shares, DemoDesk desk, DemoWorks works, LabDemo lab, TownRates rates, TownTariff better, IOptions<EnergyOptions> options, IOptions<UiOptions> ui,
    TimeProvider clock, ILogger<DemoTown> log)
    : BackgroundService
{
    /// <summary>Code of its region.</summary>
    public const string Region = "muehlstadt";

    const string Name = "demo";

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Demo)
            return;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ui.Value.Language); // what is kept is in the language of the house
        using (Actor.As(Name))
        {
            await MakeAsync(stoppingToken);
            using PeriodicTimer timer = new(Minute, clock);
            for (var minutes = 1; await timer.WaitForNextTickAsync(stoppingToken); minutes++)
            {
                await works.MakeAsync(stoppingToken); // the emulated works may begin to send after the town is made
                if (minutes % 60 == 0)
                    await GoOnAsync(stoppingToken);
            }
        }
    }

    /// <summary>Makes what is not there yet; a stop between leaves steps for the next start.</summary>
    internal async Task MakeAsync(CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        DateOnly begin = new(today.Year - 1, 1, 1);
        await WeatherAsync(begin, stop);
        await rates.MakeAsync(stop); // before anything has a price
        await TariffsAsync(begin, stop);
        await ContractsAsync(begin.Year, stop);
        await customer.MakeAsync(stop);
        await SupplierAsync(stop);
        await MixAsync(begin.Year, stop);
        await IndexAsync(begin, today, stop);
        await MetersAsync(begin, stop);
        await lab.MakeAsync(stop); // before the first bill: the tariff gets the price that the laboratory shows
        await better.MakeAsync(stop);
        await customer.BillAsync(begin.Year, stop);
        await BillsAsync(begin.Year, stop);
        await works.MakeAsync(stop);
        await desk.MakeAsync(stop);
        await shares.MakeAsync(stop); // after the desk, whose customers move out: that would end their groups
        Ready(log, options.Value.DemoPoints);
    }

    async Task GoOnAsync(CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        await WeatherAsync(today.AddDays(-2), stop);
        await MetersAsync(today.AddDays(-2), stop);
    }

    // the past and today first, the region then: once it is there its next day is frozen, and no day before that can be made any more.
    // A demo begins at any hour, and today was due at 18:00 yesterday: it is signed as made after it began
    async Task IndexAsync(DateOnly begin, DateOnly today, CancellationToken stop)
    {
        var isNew = await regions.FindAsync(Region, stop) is null;
        await inputs.RefreshAsync(Town, isNew ? begin : today.AddDays(-30), today, stop);
        await freeze.AfterwardsAsync(Town, isNew ? begin : today.AddDays(-30), today, stop);
        if (isNew)
            await regions.PutAsync(Town, stop);
    }

    IndexRegion Town => new()
    {
        Code = Region,
        Name = "Mühlstadt",
        PriceZone = options.Value.Zone,
        FederalState = options.Value.Place.State.ToString(),
        PostalCodes = "12345",
        Sources = "wind file\nsolar file\nload file",
    };

    // what was measured until now, and prices of tomorrow once the exchange would have spoken
    async Task WeatherAsync(DateOnly from, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = GermanTime.Date(Quarters.Of(now));
        var first = (await series.SpanAsync(SeriesNames.Share(options.Value.Zone), stop))?.To.AddDays(-1) ?? from; // also when the demo did not run in between
        var (start, end) = (GermanTime.Day(first).First, Quarters.Of(now));
        var prices = GermanTime.Day(GermanTime.OfClock(end) >= 13 * 4 ? today.AddDays(1) : today).End;
        await weather.WriteAsync(Region, RegionBook.Days(Town), new(start, end - start), prices, stop);
    }

    async Task TariffsAsync(DateOnly from, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var templates = scope.ServiceProvider.GetRequiredService<TariffTemplates>();
        foreach (var (key, template) in new[] { ("fix", "flat"), ("dyn", "spot"), ("gruen", "index"), ("zonen", "zones") })
        {
            if (await tariffs.FindAsync(key, null, stop) is null)
                await tariffs.PutAsync(key, templates.Make(template, key == "gruen" ? "module3" : "work", false, from), false, ui.Value.Language == "de" ? "Demo (erfunden)" : TownSeries.Source, null, stop);
        }
    }

    async Task ContractsAsync(int year, CancellationToken stop)
    {
        if ((await contracts.OverlappingAsync(GermanTime.Between(new(year, 1, 1), new(year + 3, 1, 1)), stop)).Count > 0)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var wishes = TownPeople.Wishes(options.Value.DemoPoints, year, "Mühlstadt", Region);
        var draft = await scope.ServiceProvider.GetRequiredService<ContractCheck>().CheckAsync([.. wishes.Select((w, i) => (i + 1, w))], stop);
        // its region is made once the index of the past is there, minutes later
        draft = draft with { Faults = [.. draft.Faults.Where(f => f.Field != "region")] };
        if (await scope.ServiceProvider.GetRequiredService<ContractDesk>().KeepAsync(draft, stop) is { } why)
            throw new InvalidOperationException($"The town of the demo: {why}");
        await agreements.AddActiveAsync(
        [
            new()
            {
                Party = "Stadtwerk Mühlstadt",
                Title = "Grünindex Mühlstadt",
                Scope = [new(ScopeKind.Signal, $"energy/{Region}/green-index")],
                Purpose = "green-index",
                Resolution = Resolution.QuarterHour,
                ValidFrom = new(year, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
        ], Name, stop);
    }

    async Task SupplierAsync(CancellationToken stop)
    {
        if ((await supplier.ReadAsync(stop)).Name.Length > 0)
            return;
        await supplier.PutAsync(s =>
        {
            (s.Name, s.Street, s.Postcode, s.City) = ("Stadtwerk Mühlstadt", "Am Wehr 1", "12345", "Mühlstadt");
            (s.Phone, s.Mail, s.Web) = ("01234 5670", "service@stadtwerk.example", "stadtwerk.example");
            (s.RegisterCourt, s.VatId, s.Iban, s.Prefix) = ("Amtsgericht Mühlstadt, HRB 1234", "DE000000000", "DE00 0000 0000 0000 0000 00", "R");
            (s.MarketCode, s.MeterOperator, s.GridOperator) = ("9900000000001", "9900000000002", "9900000000003");
            if (s.Dispute.Length == 0)
                s.Dispute = "Schlichtungsstelle Energie e. V.; Verbraucherservice der Bundesnetzagentur (Demo, zu prüfen)";
        }, stop);
    }

    // rounded and not the published figures: marked as not checked, so that the preview of a run says so
    async Task MixAsync(int year, CancellationToken stop)
    {
        if ((await supplier.MixesAsync(stop)).Count > 0)
            return;
        var faults = await supplier.PutMixAsync(new()
        {
            Year = year,
            Rows = "Erneuerbare Energien, gefördert nach dem EEG;48,0;52,0\nSonstige erneuerbare Energien;42,0;8,0\nKohle;6,0;22,0\nErdgas;3,5;15,0\nSonstige fossile Energieträger;0,5;3,0",
            SupplierCo2 = "78",
            GermanyCo2 = "322",
            SupplierWaste = "0,0000",
            GermanyWaste = "0,0000",
            Source = "Werkstrom-Demo, erfundene Beispielwerte",
        }, stop);
        if (faults.Count > 0)
            throw new InvalidOperationException($"The town of the demo: energy mix, {string.Join(", ", faults)}");
    }

    // meters by the quarter-hour until the end of yesterday, a reading at each new year for the others
    async Task MetersAsync(DateOnly from, CancellationToken stop)
    {
        var today = GermanTime.Date(Quarters.Of(clock.GetUtcNow()));
        foreach (var contract in await contracts.OverlappingAsync(GermanTime.Between(from, today), stop))
        {
            stop.ThrowIfCancellationRequested();
            if (contract.Number == DemoWorks.Contract)
                continue; // a Signal measures it
            if (contract.Place.Metering == Tariff.Prices.MeteringKind.Profile)
                await ReadAsync(contract, today, stop);
            else
                await MeasureAsync(contract, from, today, stop);
            await Task.Yield();
        }
    }

    async Task MeasureAsync(Contract contract, DateOnly from, DateOnly today, CancellationToken stop)
    {
        // from where it was measured until, also when the demo did not run in between
        var begin = Math.Max(contract.First, meters.Of(contract.Malo).Records.Select(r => r.Range.End).DefaultIfEmpty(GermanTime.Day(from).First).Max());
        var end = Math.Min(contract.End ?? int.MaxValue, GermanTime.Day(today).First);
        for (var year = GermanTime.Date(begin).Year; year <= today.Year && begin < end; year++)
        {
            var range = GermanTime.Year(year).Meet(new(begin, end - begin));
            if (range.Count > 0)
                meters.Take(contract.Malo, Flow.Taken, range.First, TownLoads.Of(contract, range), MeterSource.Csv, clock.GetUtcNow(), TownSeries.Source);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(5), clock, stop); // others have work, too
    }

    async Task ReadAsync(Contract contract, DateOnly today, CancellationToken stop)
    {
        if (meters.Of(contract.Malo).Version > 0)
            return;
        var start = 10_000_000L + (contract.AnnualWh / 3);
        await readings.ReadingAsync(contract.Malo, new(contract.First, start), TownSeries.Source, stop);
        var year = GermanTime.Year(GermanTime.Date(contract.First).Year);
        var used = contract.AnnualWh * (year.End - contract.First) / year.Count;
        await readings.ReadingAsync(contract.Malo, new(year.End, start + used - (used % 1_000) + 1_000), TownSeries.Source, stop);
    }

    // the rest of last year's bills, as a draft: a person of the house looks at it and releases it
    async Task BillsAsync(int year, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bills = scope.ServiceProvider.GetRequiredService<BillBook>();
        if ((await bills.RunsAsync(2, stop)).Count < 2)
            await scope.ServiceProvider.GetRequiredService<BillDesk>().StartAsync(GermanTime.Year(year), BillKind.Bill, stop);
    }

    [LoggerMessage(7411, LogLevel.Information, "The demo's town with {Points} delivery points is there")]
    static partial void Ready(ILogger log, int points);
}
