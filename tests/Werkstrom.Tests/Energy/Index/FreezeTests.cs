using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Series;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Plant.Today;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Queries;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Index;

/// <summary>Tomorrow is frozen at 18:00, once, late when it had to be, and not at all without inputs.</summary>
public sealed class FreezeTests
{
    static readonly DateOnly First = new(2024, 7, 1);

    [Fact]
    public async Task At_18_00_tomorrow_is_frozen_once_and_priced_and_a_stop_before_the_seal_is_made_good()
    {
        await using var town = await MadeTown.OpenAsync();
        await town.ImportAsync(MadeTown.Smard(new(2024, 5, 1), new(2024, 7, 1, 16, 0, 0)));
        await town.ImportAsync(MadeTown.Zone(new(2024, 5, 1), new(2024, 7, 1, 16, 0, 0)));
        using var desk = town.Desk();
        using var worker = town.Worker(desk);

        await worker.PassAsync(default);
        Assert.Empty(await desk.ChainAsync("T", default)); // 17:59
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.PassAsync(default);
        await worker.PassAsync(default);
        var row = Assert.Single(await desk.ChainAsync("T", default));
        Assert.Equal((FrozenBasis.Forecast, false), (row.Basis, row.IsLate));
        Assert.Equal("already", (await desk.AheadAsync((await town.Get<RegionBook>().FindAsync("T", default))!, First, default)).State);
        Assert.True((await town.VerifyAsync()).IsSound);

        // killed after the row was written, before it was sealed
        var was = Assert.Single(await town.Get<SeriesBook>().DaysAsync(SeriesNames.Index("T"), First, First, null, default));
        using (Microsoft.Data.Sqlite.SqliteConnection file = new($"Data Source={Path.Combine(town.Host.Folder, "registry.db")}"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "DELETE FROM energy_series_day WHERE name = 'index/T'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        Assert.Equal("series", Assert.Single((await town.VerifyAsync()).Faults).Rule);
        using var restarted = town.Worker(desk);
        await restarted.PassAsync(default);
        var again = Assert.Single(await town.Get<SeriesBook>().DaysAsync(SeriesNames.Index("T"), First, First, null, default));
        Assert.Equal((was.Numbers, was.Seal), (again.Numbers, again.Seal));
        Assert.True((await town.VerifyAsync()).IsSound);

        // the next day the program is down at 18:00 and comes back at 20:30
        town.Clock.Advance(TimeSpan.FromHours(26.5));
        using var late = town.Worker(desk);
        await late.PassAsync(default);
        Assert.Equal([false, true], (await desk.ChainAsync("T", default)).Select(r => r.IsLate));
        Assert.True((await town.VerifyAsync()).IsSound);

        // a day later nothing new was measured: the day is not frozen, and that is said
        town.Clock.Advance(TimeSpan.FromHours(24));
        await late.PassAsync(default);
        Assert.Equal((new DateOnly(2024, 7, 3), "missing", "unknown", "0/96"), Said(late.Last("T")!));
        Assert.Equal(2, (await desk.ChainAsync("T", default)).Count);
        Assert.Empty(await town.Get<SeriesBook>().DaysAsync(SeriesNames.Index("T"), new(2024, 7, 3), new(2024, 7, 3), null, default));
        town.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal("begun", (await desk.AheadAsync((await town.Get<RegionBook>().FindAsync("T", default))!, new(2024, 7, 3), default)).Code);
    }

    [Fact]
    public async Task The_day_that_runs_is_made_from_the_forecast_of_the_day_before_and_signed_as_begun()
    {
        await using var town = await MadeTown.OpenAsync();
        await town.ImportAsync(MadeTown.Smard(new(2024, 5, 1), new(2024, 6, 30, 17, 0, 0)));
        await town.ImportAsync(MadeTown.Zone(new(2024, 5, 1), new(2024, 6, 30, 17, 0, 0)));
        using var desk = town.Desk();
        var region = (await town.Get<RegionBook>().FindAsync("T", default))!;

        var made = await desk.AfterwardsAsync(region, new(2024, 6, 29), new(2024, 7, 1), default); // it is 17:59 on the 30th

        (DateOnly, string, string?, string?)[] said = [(new(2024, 6, 29), "frozen", null, null), (new(2024, 6, 30), "frozen", null, null), (First, "missing", "running", null)];
        Assert.Equal(said, made.Select(Said));
        var chain = await desk.ChainAsync("T", default);
        Assert.Equal([(FrozenBasis.Measured, false), (FrozenBasis.Begun, false)], chain.Select(r => (r.Basis, r.IsLate)));
        Assert.StartsWith("{\"basis\":\"begun\",", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(chain[1].Jws.Split('.')[1])), StringComparison.Ordinal);
        var day = Assert.Single(await town.Get<SeriesBook>().DaysAsync(SeriesNames.Index("T"), new(2024, 6, 30), new(2024, 6, 30), null, default));
        Assert.Contains("after the day began", day.Source, StringComparison.Ordinal);
        Assert.Equal("already", Assert.Single(await desk.AfterwardsAsync(region, new(2024, 6, 30), new(2024, 6, 30), default)).State);

        // tomorrow follows it at 18:00, ahead as ever
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("frozen", (await desk.AheadAsync(region, First, default)).State);
        Assert.True((await town.VerifyAsync()).IsSound);

        // what was said afterwards of a day must not pass for a forecast: the word is what is signed
        using (Microsoft.Data.Sqlite.SqliteConnection file = new($"Data Source={Path.Combine(town.Host.Folder, "registry.db")}"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "UPDATE energy_index_frozen SET basis = 'Forecast' WHERE basis = 'Begun'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        Assert.Equal("record", Assert.Single((await town.VerifyAsync()).Faults).Rule);
    }

    [Fact]
    public async Task How_it_stands_with_tomorrow_is_said_before_and_after_its_hour_and_whether_prices_were_known()
    {
        await using var town = await MadeTown.OpenAsync();
        await town.ImportAsync(MadeTown.Smard(new(2024, 5, 1), new(2024, 6, 30, 17, 0, 0)));
        await town.ImportAsync(MadeTown.Zone(new(2024, 5, 1), new(2024, 6, 30, 17, 0, 0)));
        using var desk = town.Desk();
        using var worker = town.Worker(desk);
        NextDayReader next = new(desk, worker, town.Get<SeriesBook>(), town.Clock);
        var region = (await town.Get<RegionBook>().FindAsync("T", default))!;
        SeriesBook book = new(town.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<Werkstrom.Energy.EnergyDb>>(), town.Clock);
        Task PricesAsync(int count) => book.PutAsync(SeriesNames.Spot("DE-LU"), new("DE-LU", GermanTime.Day(First).First, [.. Enumerable.Repeat((int?)1, count)]), "test", null, default);

        Assert.Equal("0/96", (await next.ReadAsync(region, default)).Detail);
        await PricesAsync(48);
        var before = await next.ReadAsync(region, default);
        Assert.Equal((First, "due", "prices", "48/96", town.Clock.GetUtcNow().AddMinutes(1)), (before.Day, before.State, before.Code, before.Detail, before.Due));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.PassAsync(default);
        var frozen = await next.ReadAsync(region, default);
        Assert.Equal(("frozen", 48), (frozen.State, frozen.Prices));
        Assert.Null(frozen.Code);

        // prices that come later are not what the forecast knew
        town.Clock.Advance(TimeSpan.FromHours(1));
        await PricesAsync(96);
        Assert.Equal(96, (await next.ReadAsync(region, default)).Prices);
        Assert.Equal(48, (await town.Get<IndexReader>().ReadAsync(region, First, First, default))[0].Forecast!.Prices);

        town.Clock.Advance(TimeSpan.FromHours(24));
        await worker.PassAsync(default);
        var missing = await next.ReadAsync(region, default);
        Assert.Equal((new(2024, 7, 2), "missing", "unknown"), (missing.Day, missing.State, missing.Code));
    }

    [Fact]
    public async Task The_frozen_index_is_a_signal_by_the_quarter_hour()
    {
        await using var town = await MadeTown.OpenAsync();
        await town.ImportAsync(MadeTown.Smard(new(2024, 3, 30), new(2024, 4, 2)));
        await town.ImportAsync(MadeTown.Zone(new(2024, 3, 30), new(2024, 4, 2)));
        using var desk = town.Desk();
        var answers = await desk.AfterwardsAsync((await town.Get<RegionBook>().FindAsync("T", default))!, new(2024, 3, 30), new(2024, 4, 1), default);
        Assert.All(answers, a => Assert.Equal("frozen", a.State));

        Assert.True(town.Get<SignalCatalog>().TryGet("energy/T/green-index", out var signal));
        Assert.Equal(("%", TimeSpan.FromDays(1)), (signal.Unit, signal.ExpectedInterval)); // a day comes at once
        Assert.Equal(["area", "area"], town.Get<AssetCatalog>().All.Where(a => a.Path is "energy" or "energy/T").Select(a => a.Kind)); // no machines
        Assert.NotNull((await town.Get<SignalCatalog>().EnsureAsync([new("press/pressure", SignalKind.Measurement, "bar")], default))[0].Signal);
        var board = Board.Of(town.Get<PlantState>().Machines(town.Get<PlantState>().Signals(0)), town.Get<AssetCatalog>());
        Assert.Equal(["press"], board.Cards.Select(c => c.Asset.Path));
        Assert.Equal(1, board.Known);
        Assert.Empty(board.Rest); // what is known ahead only is no machine: it stands on the page of the index
        var day = GermanTime.Day(new(2024, 3, 31));
        var series = await town.Get<SampleQueries>().RawAsync(signal.Id, new(Quarters.Start(day.First), Quarters.Start(day.End)), 1000, default);
        var frozen = await town.Get<SeriesBook>().ReadAsync(SeriesNames.Index("T"), day, null, default);
        Assert.Equal(92, series.Values.Length);
        Assert.Equal([.. Enumerable.Range(day.First, day.Count).Select(q => (double)frozen[q]!.Value)], series.Values);
    }

    [Fact]
    public async Task A_region_without_history_and_one_with_two_days_say_why_they_are_not_frozen()
    {
        await using var town = await MadeTown.OpenAsync();
        using var desk = town.Desk();
        var region = (await town.Get<RegionBook>().FindAsync("T", default))!;
        Assert.Equal((First, "missing", "unknown", "0/96"), Said(await desk.AheadAsync(region, First, default)));
        Assert.Equal((new(2024, 6, 29), "missing", "unmeasured", null), Said(Assert.Single(await desk.AfterwardsAsync(region, new(2024, 6, 29), new(2024, 6, 29), default))));
        Assert.True((await town.VerifyAsync()).IsSound);

        await town.ImportAsync(MadeTown.Smard(new(2024, 6, 29), new(2024, 6, 30, 17, 0, 0)));
        await town.ImportAsync(MadeTown.Zone(new(2024, 6, 29), new(2024, 6, 30, 17, 0, 0)));
        Assert.Equal((First, "missing", "short", "28"), Said(await desk.AheadAsync((await town.Get<RegionBook>().FindAsync("T", default))!, First, default)));
    }

    static (DateOnly, string, string?, string?) Said(FreezeAnswer answer) => (answer.Day, answer.State, answer.Code, answer.Detail);
}
