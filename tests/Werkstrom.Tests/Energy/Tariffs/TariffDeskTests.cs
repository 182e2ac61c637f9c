using Werkstrom.Energy.Series;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Tariffs;

/// <summary>A definition, the series and the rates become prices; what was known at a state is drawn again as it was.</summary>
public sealed class TariffDeskTests
{
    static readonly DateOnly Day = new(2024, 7, 1);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_tariff_is_drawn_as_it_was_known_then(Engine engine)
    {
        await using var registry = await Desk.OpenAsync(engine);
        var (book, desk, series) = (registry.Get<TariffBook>(), registry.Get<TariffDesk>(), registry.Get<SeriesBook>());
        var range = GermanTime.Day(Day);
        await series.PutAsync(SeriesNames.Spot("DE-LU"), new("x", range.First, [.. Enumerable.Repeat((int?)7_946, 96)]), "SMARD", null, default);
        await book.PutAsync("dynamic", Desk.Of(new SpotDefinition(1.5m, 103)), false, "", null, default);
        var then = await series.NowAsync(default);
        await series.PutAsync(SeriesNames.Spot("DE-LU"), new("x", range.First, [-13_545]), "corrected", null, default);
        await book.PutAsync("dynamic", Desk.Of(new SpotDefinition(2, 100)), false, "", null, default);

        var before = await desk.DrawAsync("dynamic", Desk.Place, null, range, then, default);
        var now = await desk.DrawAsync("dynamic", Desk.Place, null, range, null, default);

        Assert.Equal(9_684, before.Net(range.First)); // 7.946 x 1.03 + 1.5 = 9.68438
        Assert.Equal((-11_545, 9_946), (now.Net(range.First), now.Net(range.First + 1)));
        Assert.Equal(2, (await book.FindAsync("dynamic", null, default))!.Version);
    }

    [Theory]
    [InlineData("Base", 12_000, "index/r: missing, by contract the base price")]
    [InlineData("Fixed", 15_500, "index/r: missing, by contract the fixed price")]
    [InlineData("LastYear", 11_000, "index/r: missing, by contract that of the year before")]
    public async Task A_missing_day_of_the_index_is_priced_by_the_fallback_and_says_so(string kind, int expected, string source)
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        var series = registry.Get<SeriesBook>();
        foreach (var (day, index) in ((DateOnly, int)[])[(new(2023, 7, 1), 60), (new(2024, 6, 30), 70), (new(2024, 7, 2), 40)])
            await series.PutAsync("index/r", new("x", GermanTime.Day(day).First, [.. Enumerable.Repeat((int?)index, 96)]), "WGI-1", null, default);
        var rule = new IndexDefinition(12, 0.1m, Fallback: new(Enum.Parse<FallbackKind>(kind), 15.5m));

        var sheet = await registry.Get<TariffDesk>().DrawAsync(Desk.Of(rule), Desk.Place, "r", GermanTime.Between(new(2024, 6, 30), new(2024, 7, 3)), null, default);

        Assert.Equal((10_000, expected, 13_000), (sheet.Rows[0].Prices[0], sheet.Rows[0].Prices[96], sheet.Rows[0].Prices[192]));
        Assert.Equal(["index/r", source, "index/r"], sheet.Rows[0].Pieces.Select(p => p.Source));
    }

    [Theory]
    [InlineData("LastYear", 5_000)]
    [InlineData("Fixed", 15_500)]
    public async Task Only_the_quarter_hour_that_is_missing_is_replaced(string kind, int expected)
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);
        var (series, name, range) = (registry.Get<SeriesBook>(), SeriesNames.Spot("DE-LU"), GermanTime.Day(Day));
        await series.PutAsync(name, new("x", GermanTime.Day(Day.AddYears(-1)).First, [.. Enumerable.Repeat((int?)5_000, 96)]), "SMARD", null, default);
        await series.PutAsync(name, new("x", range.First, [.. Enumerable.Range(0, 96).Select(i => i == 40 ? (int?)null : 8_000)]), "SMARD", null, default);

        var row = (await registry.Get<TariffDesk>().DrawAsync(Desk.Of(new SpotDefinition(0, Fallback: new(Enum.Parse<FallbackKind>(kind), 15.5m))), Desk.Place, null, range, null, default)).Rows[0];

        Assert.Equal([.. Enumerable.Repeat(8_000, 40), expected, .. Enumerable.Repeat(8_000, 55)], row.Prices);
        Assert.Equal([40, 1, 55], row.Pieces.Select(p => p.Range.Count));
        Assert.Equal([false, true, false], row.Pieces.Select(p => p.Source.Contains(": missing, by contract", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_day_that_has_not_begun_waits_for_its_index()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite); // it is 1 January 2026
        var rule = new IndexDefinition(12, 0.1m, Fallback: new(FallbackKind.Base));
        var desk = registry.Get<TariffDesk>();

        Assert.Equal(12_000, (await desk.DrawAsync(Desk.Of(rule), Desk.Place, "r", GermanTime.Day(new(2026, 1, 1)), null, default)).Net(GermanTime.Day(new(2026, 1, 1)).First));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => desk.DrawAsync(Desk.Of(rule), Desk.Place, "r", GermanTime.Day(new(2026, 1, 2)), null, default));
        Assert.Contains("96 of 96 quarter-hours are missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rates_of_2027_are_refused_with_where_they_are_entered()
    {
        await using var registry = await Desk.OpenAsync(Engine.Sqlite);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => registry.Get<TariffDesk>()
            .DrawAsync(Desk.Of(new RateDefinition("levy.kwkg"), "KWKG"), Desk.Place, null, GermanTime.Day(new(2027, 1, 1)), null, default));

        Assert.Contains("levy.kwkg: there is no rate 2027-01-01 to 2027-01-01", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/energy/rates", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_says_all_its_faults_at_once_and_is_the_same_after_its_text()
    {
        TariffDefinition wrong = new("", [
            new("A", PartKind.Energy, new IndexDefinition(1.2345m, 1, 5, 6, Fallback: new(FallbackKind.Fixed)), new(2024, 1, 1), new(2024, 1, 1)),
            new("B", PartKind.Grid, new ClockDefinition(1, [new("18:10-19:00", 2, Quarters: [5])]), new(2024, 1, 1))],
            [new("C", PartKind.Energy, new(2024, 1, 1), 12, "grid.base")]);

        Assert.Equal(8, TariffCheck.Faults(wrong).Count);
        Assert.Equal(TariffJson.Write(wrong), TariffJson.Write(TariffJson.Read(TariffJson.Write(wrong, isForPeople: true))));
    }
}
