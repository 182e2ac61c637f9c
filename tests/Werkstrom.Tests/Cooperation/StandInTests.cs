using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Pilots;
using Werkstrom.Kernel.Trials;
using Werkstrom.Tests.Energy.Index;

namespace Werkstrom.Tests.Cooperation;

/// <summary>The stand-in plays a partner on top of what this house serves: in time where it is told nothing, and with each fault as it says.</summary>
public sealed class StandInTests
{
    static readonly DateOnly From = new(2024, 6, 10), To = new(2024, 6, 16);

    [Fact]
    public async Task Days_that_were_made_afterwards_prove_nothing_here_and_are_played_in_time_or_with_a_fault_by_the_stand_in()
    {
        await using var town = await MadeTown.OpenAsync();
        await town.ImportAsync(MadeTown.Smard(new(2024, 5, 1), new(2024, 6, 20)));
        await town.ImportAsync(MadeTown.Zone(new(2024, 5, 1), new(2024, 6, 20)));
        using var desk = town.Desk();
        await desk.AfterwardsAsync((await town.Get<RegionBook>().FindAsync("T", default))!, new(2024, 6, 9), To, default);

        // arrival, gaps, signature, settlement; one of seven days is 14.286 %
        Assert.Equal([null, 0, 100, 0], await AllAsync(town, new(TrialPlace.Own, "T", "")));
        Assert.Equal([100, 0, 100, 0], await AllAsync(town, Play(StandInFault.None)));
        Assert.Equal([0, 0, 100, 0], await AllAsync(town, Play(StandInFault.Late)));
        Assert.Equal([85.714, 96, 100, 0], await AllAsync(town, Play(StandInFault.Gaps)));
        Assert.Equal([100, 0, 85.714, 0], await AllAsync(town, Play(StandInFault.Forged)));
        Assert.Equal([null, null, null, null], await AllAsync(town, Play(StandInFault.Down)));

        var played = await Trial(town, "index-arrival").RunAsync(Play(StandInFault.None), From, To, default);
        Assert.Equal(["arrival.days|7|2024-06-10|2024-06-16", "arrival.worst"], played.Evidence.Select(e => e.StartsWith("arrival.worst|", StringComparison.Ordinal) ? "arrival.worst" : e));
        Assert.StartsWith("17:", played.Evidence[1].Split('|')[2], StringComparison.Ordinal); // before 18:00, each of them
        Assert.Equal(["why|network|ConnectionError"], (await Trial(town, "index-arrival").RunAsync(Play(StandInFault.Down), From, To, default)).Evidence);
        Assert.Contains("settlement.unstated|1", (await Trial(town, "settlement-match").RunAsync(Play(StandInFault.Forged), From, To, default)).Evidence);
        Assert.Equal(0, await FigureAsync(town, "availability", Play(StandInFault.Down)));
        Assert.Equal(70, await FigureAsync(town, "availability", Play(StandInFault.Busy))); // each third of twenty: six
        Assert.Equal(100, await FigureAsync(town, "availability", Play(StandInFault.None)));
    }

    [Fact]
    public void Rows_go_missing_or_lose_what_the_form_promises()
    {
        var text = JsonSerializer.Serialize(new { forecast = Enumerable.Range(0, 12).Select(i => new { epochtime = i, gsi = 1.5, eevalue = 7 }) });
        Assert.Equal(text, new StandIn(StandInFault.None).Answer("/v2.0/gsi/prediction?zip=1", text));
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8, 10, 11], Rows(StandInFault.Gaps).Select(r => r.GetProperty("epochtime").GetInt32()));
        var nulls = Rows(StandInFault.Nulls);
        Assert.Equal([4, 9], nulls.Index().Where(r => r.Item.GetProperty("gsi").ValueKind == JsonValueKind.Null && r.Item.GetProperty("eevalue").ValueKind == JsonValueKind.Null).Select(r => r.Index));

        List<JsonElement> Rows(StandInFault fault) => [.. JsonDocument.Parse(new StandIn(fault).Answer("/v2.0/gsi/prediction?zip=1", text)!).RootElement.GetProperty("forecast").EnumerateArray()];
    }

    // a new target each time: what was asked for is kept for one check only
    static TrialTarget Play(StandInFault fault) => new(TrialPlace.StandIn, "T", "", Fault: fault);

    static ITrial Trial(MadeTown town, string key) => town.Host.Services.GetServices<ITrial>().Single(t => t.Key == key);

    static async Task<double?> FigureAsync(MadeTown town, string key, TrialTarget target) =>
        (await Trial(town, key).RunAsync(target, From, To, default)).Measured is { } measured ? Math.Round(measured, 3) : null;

    static async Task<double?[]> AllAsync(MadeTown town, TrialTarget target) =>
        [await FigureAsync(town, "index-arrival", target), await FigureAsync(town, "index-gaps", target), await FigureAsync(town, "index-signature", target), await FigureAsync(town, "settlement-match", target)];
}
