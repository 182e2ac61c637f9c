using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Energy.Desk;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Energy.Meters;
using Werkstrom.Energy.Meters.Files;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Contracts;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>Three customers over two months, computed by hand: 10 ct/kWh and 36.50 € a year at the tariff, 5 ct/kWh at the exchange.</summary>
public sealed class PortfolioTests
{
    static readonly DateOnly December = new(2024, 12, 1), January = new(2025, 1, 1), February = new(2025, 2, 1), March = new(2025, 3, 1);

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_months_of_three_customers_are_what_the_hand_computes(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        Assert.Equal(3, await registry.Get<PortfolioMaker>().MakeAsync(false, default)); // December, January, February

        var months = (await registry.Get<PortfolioBook>().ReadAsync(January, PortfolioRow.All, default)).ToList();
        Assert.Equal([January, February], months.Select(m => m.Month));
        // 2,976 quarter-hours × (1,000 + 2,000) Wh; 892.80 € + 2 × 31 × 0.10 €; 8,928 kWh × 5 ct
        Assert.Equal((8_928_000L, 8_928_000L, 89_900_000_000L, 44_640_000_000L, 4_464_000L), (months[0].Wh, months[0].MeasuredWh, months[0].Revenue, months[0].Procurement, months[0].GreenWh));
        // 2,688 quarter-hours × (500 + 1,000) Wh; 403.20 € + 2 × 28 × 0.10 €; 4,032 kWh × 5 ct
        Assert.Equal((4_032_000L, 4_032_000L, 40_880_000_000L, 20_160_000_000L, 4_032_000L), (months[1].Wh, months[1].MeasuredWh, months[1].Revenue, months[1].Procurement, months[1].GreenWh));
        Assert.Equal((1, 0, 1), (months[0].Customers, months[0].Begun, months[0].Lost)); // K-2 leaves with the last quarter-hour of January
        Assert.Equal((2, 1, 0), (months[1].Customers, months[1].Begun, months[1].Lost));

        var both = PortfolioFigures.Of(months);
        Assert.Equal((2, 2, 0.5), (both.Customers, both.AtStart, both.Churn));
        Assert.Equal(659.80 / 12.96, both.MarginPerMegawattHour!.Value, 9); // (899.00 + 408.80 − 446.40 − 201.60) €
        Assert.Equal(8_496.0 / 12_960, both.GreenShare!.Value, 9); // half green in January, green in February
    }

    [Fact]
    public async Task A_month_is_made_again_only_when_something_changed()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        var maker = registry.Get<PortfolioMaker>();
        await maker.MakeAsync(false, default);
        Assert.Equal(0, await maker.MakeAsync(false, default));

        registry.Clock.Advance(TimeSpan.FromDays(10)); // values of meters come late: what ended in the last 62 days, December for the last time, and March so far
        Assert.Equal(4, await maker.MakeAsync(false, default));
        registry.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, await maker.MakeAsync(false, default));
        var december = (await registry.Get<PortfolioBook>().ReadAsync(December, PortfolioRow.All, default))[0];
        Assert.Equal(0L, december.ProcuredWh); // no price of the exchange is known: no margin is said
        Assert.Null(PortfolioFigures.Of([december]).MarginPerMegawattHour);
        Assert.Equal(2, december.Gaps);

        await registry.Get<SeriesBook>().PutAsync(SeriesNames.Spot("DE-LU"), Same(December, January, 4_000), "test", null, default);
        Assert.Equal(1, await maker.MakeAsync(false, default));
        Assert.True((await registry.Get<PortfolioBook>().ReadAsync(December, PortfolioRow.All, default))[0].ProcuredWh > 0);
    }

    [Fact]
    public async Task Each_read_of_a_meter_is_noted()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);
        await registry.Get<PortfolioMaker>().MakeAsync(false, default);
        var notes = await registry.Get<AuditLog>().ListAsync(new() { Entity = MeterValues.Entity }, default);
        Assert.Equal(3, notes.Count(n => n.After!.Contains("portfolio figures", StringComparison.Ordinal)));
    }

    static async Task<Registries> OpenAsync(Engine engine)
    {
        var registry = await Tariffs.Desk.OpenAsync(engine, services =>
        {
            services.AddMeters();
            services.AddDesk();
        });
        registry.Clock.Advance(new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero) - registry.Clock.GetUtcNow());
        TariffDefinition definition = new("Fix", [new("Energy", PartKind.Energy, new FlatDefinition(10), new(2024, 1, 1))], [new("Base", PartKind.Energy, new(2024, 1, 1), 36.5m)]);
        await registry.Get<TariffBook>().PutAsync("fix", definition, false, "", null, default);
        var series = registry.Get<SeriesBook>();
        await series.PutAsync(SeriesNames.Spot("DE-LU"), Same(January, March, 5_000), "test", null, default);
        await series.PutAsync(SeriesNames.Share("DE-LU"), Same(January, February, 500_000), "test", null, default);
        await series.PutAsync(SeriesNames.Share("DE-LU"), Same(February, March, 1_000_000), "test", null, default);
        await ContractAsync(registry, 1, December, null);
        await ContractAsync(registry, 2, December, February);
        await ContractAsync(registry, 3, February, null);
        Measure(registry, 1, January, February, 1_000);
        Measure(registry, 1, February, March, 500);
        Measure(registry, 2, January, February, 2_000);
        Measure(registry, 3, February, March, 1_000);
        return registry;
    }

    static Task ContractAsync(Registries registry, int number, DateOnly from, DateOnly? until) => BareContracts.AddAsync(registry.Services, new(
        0, $"V-{number}", $"K-{number}", Malo(number), 0, "fix", Tariffs.Desk.Place, null, 3_500_000, GermanTime.Day(from).First, until is { } end ? GermanTime.Day(end).First : null, null, 0));

    static void Measure(Registries registry, int number, DateOnly from, DateOnly until, int wh)
    {
        var range = GermanTime.Between(from, until);
        registry.Get<MeterStore>().Take(Malo(number), Flow.Taken, range.First, Enumerable.Repeat(MeterValue.Measured(wh), range.Count).ToArray(), MeterSource.Csv, registry.Clock.GetUtcNow(), "test");
    }

    static QuarterSeries Same(DateOnly from, DateOnly until, int value)
    {
        var range = GermanTime.Between(from, until);
        return new("test", range.First, [.. Enumerable.Repeat((int?)value, range.Count)]);
    }

    static string Malo(int number) => MarketIds.DeliveryPoint(3_000_000_000 + number);
}
