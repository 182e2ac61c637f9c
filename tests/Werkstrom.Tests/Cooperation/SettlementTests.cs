using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Bills;

namespace Werkstrom.Tests.Cooperation;

/// <summary>What a settlement with a partner rests on: the values of the index that both have, and the meters.</summary>
public sealed class SettlementTests : IAsyncLifetime
{
    static readonly DateOnly From = new(2026, 3, 27), To = new(2026, 4, 2);

    readonly Host _host = new();

    public Task InitializeAsync()
    {
        _host.Configuration["energy:market:allowPrivateSources"] = "true";
        return _host.InitializeAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_quarter_hour_that_is_settled_otherwise_than_the_partner_states_counts()
    {
        await using var partner = await PartnerServer.StartAsync("");
        TrialTarget target = new(TrialPlace.Partner, "nord", "", partner.Address, PartnerServer.Token);
        // the partner states 0, 1, 2 … for each day; here three of 28 March are others, and nothing is known of 2 April
        for (var day = From; day < To; day = day.AddDays(1))
        {
            var values = Enumerable.Range(0, GermanTime.Day(day).Count).Select(i => (int?)(i % 101)).ToArray();
            if (day == new DateOnly(2026, 3, 28))
                (values[0], values[50], values[95]) = (1, 49, 0);
            await _host.Services.GetRequiredService<SeriesBook>().PutAsync(SeriesNames.Index("nord"), new("x", GermanTime.Day(day).First, values), "test", null, default);
        }

        var answer = await Trial("settlement-match").RunAsync(target, From, To, default);

        Assert.Equal(3 + 96, answer.Measured);
        Assert.Equal(["settlement.of|668|7", "settlement.without|96", "settlement.day|2026-03-28|3"], answer.Evidence); // 7 × 96 less the hour of 29 March
        Assert.Null((await Trial("settlement-match").RunAsync(target with { Address = new("http://127.0.0.1:1/") }, From, To, default)).Measured);
    }

    [Fact]
    public async Task Gaps_of_the_meters_that_follow_the_index_are_counted_and_nothing_is_said_of_four()
    {
        BillTown town = new(_host);
        await town.TariffAsync("green", BillTown.Part("Energy", PartKind.Energy, new IndexDefinition(12, 0.1m)));
        await town.TariffAsync("flat", BillTown.Flat(30));
        for (var i = 1; i <= 4; i++)
            await MeterAsync(town, i, "green", 96);
        await MeterAsync(town, 6, "flat", 0); // another tariff
        var few = await Trial("meter-gaps").RunAsync(new(TrialPlace.Own, "nord", ""), new(2024, 5, 6), new(2024, 5, 7), default);
        Assert.Equal((null, "meters.few|5"), (few.Measured, few.Evidence.Single()));

        await MeterAsync(town, 5, "green", 90);
        var answer = await Trial("meter-gaps").RunAsync(new(TrialPlace.Own, "NORD", ""), new(2024, 5, 6), new(2024, 5, 6), default);

        Assert.Equal(6, answer.Measured);
        Assert.Equal(["meters.of|480|5", "meters.gappy.few|5"], answer.Evidence);
        Assert.Equal("Fewer than 5 delivery points have gaps.", InEnglish(() => Trial("meter-gaps").Say(answer.Evidence[1])));
    }

    static string InEnglish(Func<string> say)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.CurrentCulture = new("en");
        return say();
    }

    static async Task MeterAsync(BillTown town, int number, string tariff, int count)
    {
        var malo = await town.ContractAsync(number, tariff, region: "nord");
        if (count > 0)
            await town.MeterAsync(malo, GermanTime.Day(new(2024, 5, 6)).First, [.. Enumerable.Repeat(100, count)]);
    }

    ITrial Trial(string key) => _host.Services.GetServices<ITrial>().Single(t => t.Key == key);
}
