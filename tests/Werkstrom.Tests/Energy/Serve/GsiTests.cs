using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>The GrünstromIndex' form and the Stromampel, from days that are frozen here.</summary>
public sealed class GsiTests(Host host) : IClassFixture<Host>
{
    static readonly DateOnly Day = GermanTime.Date(Quarters.Of(DateTimeOffset.UtcNow));

    [Fact]
    public async Task The_frozen_index_is_given_by_the_hour_and_nothing_is_null()
    {
        await RegionAsync("GSI", "69256 69118=50");
        await SealAsync("GSI", Day, q => q % 4 == 0 ? 81 : 80); // an hour of 80.25
        await SealAsync("GSI", Day.AddDays(1), _ => 10);
        var (http, _) = await host.ReaderAsync();
        var said = await http.JsonAsync("/v2.0/gsi/prediction?zip=69256");

        var rows = said.GetProperty("forecast").EnumerateArray().ToList();
        var tomorrow = GermanTime.Day(Day.AddDays(1));
        Assert.InRange(rows.Count, tomorrow.Count / 4, 50);
        Assert.Equal((80.25m, 80, "69256"), (rows[0].GetProperty("gsi").GetDecimal(), rows[0].GetProperty("eevalue").GetInt32(), rows[0].GetProperty("zip").GetString()));
        Assert.Equal(((long)tomorrow.End * 900) - 3600, rows[^1].GetProperty("epochtime").GetInt64());
        Assert.DoesNotContain("null", said.GetRawText(), StringComparison.Ordinal);
        Assert.False(said.GetProperty("err").GetBoolean());

        // what evcc makes of it
        var rates = await ServeStage.JqAsync("[.forecast[] | { start: (.timeframe.start/1000 | todate), end: (.timeframe.end/1000 | todate), value: .gsi }]", said.GetRawText());
        Assert.Equal(10, rates[rates.GetArrayLength() - 1].GetProperty("value").GetInt32());
        Assert.Equal(rates[1].GetProperty("start").GetString(), rates[0].GetProperty("end").GetString());
    }

    [Fact]
    public async Task Where_several_regions_have_a_postal_code_that_counts_in_which_it_weighs_most()
    {
        await RegionAsync("A1", "70173=30");
        await RegionAsync("B2", "70173=70");
        await SealAsync("A1", Day.AddDays(1), _ => 1);
        await SealAsync("B2", Day.AddDays(1), _ => 2);
        var (http, _) = await host.ReaderAsync();
        var said = await http.JsonAsync("/v2.0/gsi/prediction?zip=70173");
        Assert.Equal(2, said.GetProperty("forecast")[0].GetProperty("gsi").GetInt32());
        Assert.Equal("Town B2", said.GetProperty("location").GetProperty("city").GetString());
    }

    [Fact]
    public async Task What_the_electricity_is_made_of_is_said_of_the_newest_quarter_hour_that_is_known()
    {
        await RegionAsync("MIX", "10115");
        var yesterday = Day.AddDays(-1);
        var count = GermanTime.Day(yesterday).Count;
        int?[] Row(int value) => [.. Enumerable.Repeat((int?)value, count)];
        // 300 Wh wind and 100 Wh sun of 1,000 Wh: 40 % of its own; the zone's half of the rest is renewable: 0.4 + 0.6 × 0.5 = 0.7
        await host.Services.GetRequiredService<InputBook>().PutAsync("MIX", [new("MIX", yesterday, new Dictionary<string, int?[]> { ["wind"] = Row(300), ["solar"] = Row(100) }, Row(1000), Row(500_000), 0)], default);
        var (http, _) = await host.ReaderAsync();
        var said = await http.JsonAsync("/v2.0/gsi/dispatch?zip=10115");

        Assert.Equal((0.75m, 0.25m, 0m), Shares(said.GetProperty("premix")));
        Assert.Equal((0.3m, 0.1m, 0.6m), Shares(said.GetProperty("postmix")));
        Assert.Equal(((long)GermanTime.Day(yesterday).End * 900_000) - 900_000, said.GetProperty("timeframe").GetProperty("start").GetInt64());

        // the index is not frozen, so the Stromampel has nothing to show; once it is, share and colour are there
        Assert.Equal(0, (await http.JsonAsync("/signal?country=de&postal_code=10115")).GetProperty("unix_seconds").GetArrayLength());
        await host.Services.GetRequiredService<InputBook>().PutAsync("MIX", [new("MIX", Day, new Dictionary<string, int?[]> { ["wind"] = Today(300), ["solar"] = Today(100) }, Today(1000), Today(500_000), 0)], default);
        await SealAsync("MIX", Day, q => q % 3 == 0 ? 67 : q % 3 == 1 ? 34 : 33);
        var signal = await http.JsonAsync("/signal?country=de&postal_code=10115");
        var first = GermanTime.Day(Day).First;
        Assert.Equal(GermanTime.Day(Day).Count, signal.GetProperty("signal").GetArrayLength());
        Assert.Equal(Enumerable.Range(first, 6).Select(q => q % 3 == 0 ? 2 : q % 3 == 1 ? 1 : 0), signal.GetProperty("signal").EnumerateArray().Take(6).Select(s => s.GetInt32()));
        Assert.Equal(70m, signal.GetProperty("share")[0].GetDecimal());
    }

    static int?[] Today(int value) => [.. Enumerable.Repeat((int?)value, GermanTime.Day(Day).Count)];

    static (decimal Wind, decimal Solar, decimal Import) Shares(JsonElement mix) => (mix.GetProperty("wind").GetDecimal(), mix.GetProperty("solar").GetDecimal(), mix.GetProperty("import").GetDecimal());

    async Task RegionAsync(string code, string zips)
    {
        var wrong = await host.Services.GetRequiredService<RegionBook>().PutAsync(new() { Code = code, Name = "Town " + code, PriceZone = "DE-LU", FederalState = "", PostalCodes = zips, Sources = "" }, default);
        Assert.Empty(wrong);
    }

    Task SealAsync(string region, DateOnly day, Func<int, int> value)
    {
        var range = GermanTime.Day(day);
        return host.Services.GetRequiredService<SeriesBook>().SealAsync(
            SeriesNames.Index(region), day, [.. Enumerable.Range(range.First, range.Count).Select(q => (int?)value(q))], "WGI-1", DateTimeOffset.UtcNow, "a.b.c", default);
    }
}
