using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Life;
using Werkstrom.Condition.Past.Cost;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Condition.Cases;
using Werkstrom.Tests.Plant;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Condition.Life;

/// <summary>From records and samples of machines to what is said of their remaining life, through the real host.</summary>
public sealed class LifePathTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Start = LifePlant.Start;

    readonly LifePlant _plant = new(host);

    T Of<T>() where T : notnull => host.Services.GetRequiredService<T>();

    [Fact]
    public async Task Three_dates_give_a_range_and_nothing_later_is_used()
    {
        var asset = await _plant.MachineAsync("life/dates", "press");
        foreach (var day in new[] { 0, 30, 62, 90 })
            await _plant.FailAsync(asset, Start.AddDays(day));
        var now = Start.AddDays(100);

        var before = await Of<LifeTeller>().TellAsync(asset.Id, now, default);
        await _plant.FailAsync(asset, Start.AddDays(104));
        await _plant.WriteAsync("life/dates/temperature", [(now.AddHours(1), 500)]);
        var after = await Of<LifeTeller>().TellAsync(asset.Id, now, default);

        Assert.Equal(LifeMethod.Dates, before.Forecast!.Method);
        Assert.Equal(3, before.Forecast.Lives);
        Assert.InRange(before.Forecast.Days(0.5), 15, 25); // 30 days a life, of which 10 are over
        Assert.True(before.Forecast.Lower < before.Forecast.Middle && before.Forecast.Middle < before.Forecast.Upper);
        Assert.Equal(before.Forecast.Quantiles, after.Forecast!.Quantiles);
    }

    [Fact]
    public async Task A_machine_that_is_replaced_in_time_and_its_sister_that_fails_each_month_have_no_life_in_common()
    {
        var (calm, weak) = (await _plant.MachineAsync("life/kin/mill1", "mill"), await _plant.MachineAsync("life/kin/mill2", "mill"));
        for (var i = 0; i < 4; i++)
            await ReplaceAsync(calm, Start.AddDays(182 * i));
        var at = Start;
        for (var i = 0; i < 30; i++)
            await _plant.FailAsync(weak, at = at.AddDays(17 + (i % 5)));
        var now = at.AddDays(17);

        var said = await Of<LifeTeller>().TellAsync(weak.Id, now, default);
        var cost = await Of<ILifePredictor>().PredictAsync(weak.Id, now, default);
        var other = await Of<LifeTeller>().TellAsync(calm.Id, now, default);

        Assert.Equal(("why.dates.own", 29), (said.Key, said.Forecast!.Lives));
        Assert.InRange(said.Forecast.Days(0.5), 1, 4); // each life was from 17 to 21 days, 17 are over
        Assert.True(said.Forecast.Quantiles[^1].Days < 7);
        foreach (var quantile in said.Forecast.Quantiles)
            Assert.Equal(quantile.Failed, cost!.Life.FailedWithin(quantile.Days), 1e-6); // the card of the case says the same
        Assert.Equal(("why.unlike", true), (other.Key, other.Forecast is null));
        Assert.Null(await Of<ILifePredictor>().PredictAsync(calm.Id, now, default));
    }

    async Task ReplaceAsync(Asset asset, DateTimeOffset at) => Assert.True((await Of<RecordStore>().AppendAsync(
        [new("work-order", asset.Id, at, at.AddHours(2), new Dictionary<string, object?> { ["title"] = "Replace", ["state"] = "done", ["part"] = "bearing", ["planned_from"] = at, ["started_at"] = at, ["ended_at"] = at.AddHours(2) })], "test", default)).IsGood);

    [Fact]
    public async Task One_failure_is_not_enough_and_a_machine_that_stands_gets_no_life()
    {
        var asset = await _plant.MachineAsync("life/one", "lathe");
        await _plant.FailAsync(asset, Start, hours: 48);

        Assert.Equal("why.broken", (await Of<LifeTeller>().TellAsync(asset.Id, Start.AddHours(10), default)).Key);
        var said = await Of<LifeTeller>().TellAsync(asset.Id, Start.AddDays(10), default);
        Assert.Null(said.Forecast);
        Assert.Equal("why.few", said.Key);
        Assert.Null(await Of<IRemainingLife>().OfAsync(asset.Id, Start.AddDays(10), default));
    }

    [Fact]
    public async Task Signals_of_past_lives_are_learned_from_without_looking_ahead_and_a_changed_unit_silences_it()
    {
        var (asset, last) = await _plant.WearingAsync("life/learned", "spindle", 14);
        await Of<LifeTrainer>().RunAsync(last.AddHours(1), default);

        var now = last.AddDays(7); // the running life would end on day 11
        var said = await Of<LifeTeller>().TellAsync(asset.Id, now, default);
        await _plant.WriteAsync("life/learned/temperature", Enumerable.Range(1, 30).Select(h => (now.AddDays(1).AddHours(h), 900.0)));
        var again = await Of<LifeTeller>().TellAsync(asset.Id, now, default);
        await _plant.WriteAsync("life/learned/temperature", Enumerable.Range(0, 30).Select(h => (now.AddHours(-h - 1), (63 * 1.8) + 32)));
        var changed = await Of<LifeTeller>().TellAsync(asset.Id, now, default);

        Assert.Equal("why.learned", said.Key);
        Assert.Equal(LifeMethod.Learned, said.Forecast!.Method);
        Assert.InRange(4.0, said.Forecast.Quantiles[0].Days, said.Forecast.Quantiles[^1].Days);
        Assert.Equal(said.Forecast.Quantiles, again.Forecast!.Quantiles);
        Assert.NotEqual(LifeMethod.Learned, changed.Forecast?.Method);
        Assert.Null((await Of<LifeTeller>().TellAsync(asset.Id, last.AddMinutes(-1), default)).Forecast?.Version); // the model was not there yet
        Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, "life"), "*.model"));
    }

    [Theory]
    [InlineData(5, "why.zone")] // written five hours too early, of lives of two days
    [InlineData(0, "why.dates")]
    public async Task Failures_in_a_wrong_zone_get_no_number_until_they_are_moved(int hours, string expected)
    {
        var asset = await _plant.MachineAsync($"life/zone{hours}", $"grinder{hours}");
        var now = DateTimeOffset.UtcNow;
        DateTimeOffset first = new(now.AddDays(-11).Date, TimeSpan.Zero);
        DateTimeOffset[] failed = [first.AddHours(10), first.AddHours(58), first.AddHours(104), first.AddHours(155), first.AddHours(200)];
        // the load drops to nothing for two hours at each failure
        await _plant.WriteAsync($"life/zone{hours}/vibration", Enumerable.Range(0, 9 * 1_440).Select(m => first.AddMinutes(m))
            .Select(t => (t, failed.Any(f => t >= f && t < f.AddHours(2)) ? 0.1 + (0.01 * (t.Minute % 2)) : 50 + (t.Minute % 3))));
        foreach (var at in failed)
            await _plant.FailAsync(asset, at.AddHours(-hours));

        var said = JsonNode.Parse(await host.Local.GetStringAsync($"api/condition/life/{asset.Id}"))!;
        var page = await PageAsync($"/cases/life/{asset.Id}", "en");
        if (hours != 0)
            await Of<LifeZone>().MoveAsync(asset.Id, hours, default);
        var moved = JsonNode.Parse(await host.Local.GetStringAsync($"api/condition/life/{asset.Id}"))!;

        Assert.Equal(expected == "why.zone", said["method"] is null);
        Assert.Equal(expected == "why.zone", page.Contains("seem to be in another time zone", StringComparison.Ordinal));
        Assert.Equal(expected == "why.zone", page.Contains("seem to be 5 h off", StringComparison.Ordinal));
        Assert.Equal("dates", (string)moved["method"]!);
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z", "is in the future")]
    [InlineData("2099", "is not an instant")]
    public async Task Of_an_instant_that_has_not_come_nothing_is_said(string at, string rule)
    {
        var asset = await _plant.MachineAsync($"life/future{at.Length}", "press");
        using var answer = await host.Local.GetAsync($"api/condition/life/{asset.Id}?at={at}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(rule, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!["at"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_forms()
    {
        var asset = await _plant.MachineAsync("life/viewer", "drill");
        foreach (var day in new[] { 0, 30, 62, 90 })
            await _plant.FailAsync(asset, Start.AddDays(day));
        await host.PersonAsync("Lea Leser", Role.Viewer);
        using Browser browser = new(host.Address);
        using var _ = await browser.LogInAsync("Lea.Leser@werk.example", "correct horse battery");

        var read = await browser.Http.GetStringAsync($"/cases/life/{asset.Id}");
        var own = await PageAsync($"/cases/life/{asset.Id}", "en");

        Assert.Contains("name=\"verdict\"", own, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"verdict\"", read, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"wanted\"", read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_on_its_way_to_its_limit_is_told_as_that()
    {
        var asset = await _plant.MachineAsync("life/trend", "pump");
        var signal = await host.SignalAsync("life/trend/temperature");
        await Of<SignalCatalog>().ChangeAsync(signal.Id, s => s with { Limits = new(null, null, null, 70) }, default);
        await _plant.WriteAsync("life/trend/temperature", Enumerable.Range(0, 30 * 24).Select(h => (Start.AddHours(h), 50 + (0.5 * h / 24))));

        var said = await Of<LifeTeller>().TellAsync(asset.Id, Start.AddDays(30), default);

        Assert.Equal(("why.trend", LifeMethod.Trend), (said.Key, said.Forecast!.Method));
        Assert.InRange(said.Forecast.Days(0.5), 9.4, 10.6); // 65 now, 0.5 a day
    }

    [Fact]
    public async Task Each_hour_is_kept_written_as_a_signal_and_told_once_when_too_little_is_left()
    {
        var asset = await _plant.MachineAsync("life/hour", "saw");
        foreach (var day in new[] { 0, 20, 41, 60 })
            await _plant.FailAsync(asset, Start.AddDays(day));
        await Of<LifeDesk>().SetAsync(asset.Id, 5, null, default);
        var now = Start.AddDays(78);

        await Of<LifeHour>().RunAsync(now, default);
        await Of<LifeHour>().RunAsync(now, default);
        await Of<LifeHour>().RunAsync(now.AddHours(1), default);

        Assert.Equal(2, (await Of<LifeDesk>().HistoryAsync(asset.Id, 10, default)).Count(r => r.At == now || r.At == now.AddHours(1))); // the worker of the host may have looked, too, at its own time
        var found = await Of<FindingBook>().ListAsync([asset.Id], Start, now.AddDays(1), 10, default);
        Assert.Equal([FindingKind.Life], found.Select(f => f.Kind));
        Assert.True(Of<SignalCatalog>().TryGet("life/hour/remaining_life", out var signal));
        Assert.Equal(("d", SignalKind.Forecast), (signal.Unit, signal.Kind));
        await Of<SampleStore>().FlushAsync(default);
        Assert.Equal(2, (await Of<SampleQueries>().RawAsync(signal.Id, new(now.AddHours(-1), now.AddHours(2)), 10, default)).Count);
    }

    [Fact]
    public async Task A_person_leaves_out_an_end_and_the_answer_changes()
    {
        var asset = await _plant.MachineAsync("life/word", "drill");
        foreach (var day in new[] { 0, 30, 62, 90 })
            await _plant.FailAsync(asset, Start.AddDays(day));
        var ends = JsonNode.Parse(await host.Local.GetStringAsync($"api/condition/life/{asset.Id}/ends"))!["ends"]!.AsArray();

        var answer = await host.Local.PutAsJsonAsync($"api/condition/life/{asset.Id}/ends", new { source = (string)ends[1]!["source"]!, verdict = "no" });
        var wrong = await host.Local.PutAsJsonAsync($"api/condition/life/{asset.Id}/ends", new { source = "record:0", verdict = "no" });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (answer.StatusCode, wrong.StatusCode));
        Assert.Equal("why.few", (await Of<LifeTeller>().TellAsync(asset.Id, Start.AddDays(100), default)).Key); // lives of 62 and 28 days are left: two
        await using var db = await Of<IDbContextFactory<ConditionDb>>().CreateDbContextAsync();
        Assert.Equal(LifeVerdict.No, (await db.Set<LifeWord>().SingleAsync(w => w.AssetId == asset.Id)).Verdict);
    }

    [Theory]
    [InlineData("de", "Restleben", "hält noch bis")]
    [InlineData("en", "Remaining life", "holds until")]
    public async Task Pages_say_it_as_a_range(string language, string title, string words)
    {
        var asset = await _plant.MachineAsync($"life/page-{language}", $"robot-{language}");
        var now = DateTimeOffset.UtcNow;
        foreach (var day in new[] { 100, 70, 38, 10 })
            await _plant.FailAsync(asset, now.AddDays(-day));

        var list = await PageAsync("/cases/life", language);
        var page = await PageAsync($"/cases/life/{asset.Id}", language);

        Assert.Contains(title, list, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains(" – ", page, StringComparison.Ordinal);
        Assert.Contains("lf-range", page, StringComparison.Ordinal);
        Assert.Contains(words, list, StringComparison.Ordinal);
        Assert.Contains("multipart/form-data", await PageAsync("/cases/life/csv", language), StringComparison.Ordinal);
    }

    async Task<string> PageAsync(string address, string language)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
