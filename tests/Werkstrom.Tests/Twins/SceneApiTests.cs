using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Signals;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Twins;

/// <summary>The scene over the real host: what is seen, who may move it, what it was.</summary>
public sealed class SceneApiTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task A_machine_stands_in_its_line_with_state_values_and_page_and_a_part_is_no_machine()
    {
        var mill = await MachineAsync("see-works/line1/mill1");
        await host.SignalAsync("see-works/line1/mill1/spindle/vibration", unit: "mm/s");
        await host.SignalAsync("see-works/market/price", SignalKind.Price, "EUR/MW.h");

        var nodes = (await host.Local.GetFromJsonAsync<JsonNode>($"/api/twins/scene?asset={(await AssetAsync("see-works")).Id}"))!["nodes"]!.AsArray();

        Assert.Equal(["see-works", "line1", "mill1"], nodes.Select(n => (string?)n!["name"]));
        var seen = nodes[2]!;
        Assert.Equal(("mill", false, $"/plant/twins/{mill.Id}"), ((string?)seen["shape"], (bool)seen["isGroup"]!, (string?)seen["url"]));
        Assert.Equal(("running", "Läuft"), ((string?)seen["state"]!["activity"], (string?)seen["state"]!["text"]));
        Assert.Contains(seen["values"]!.AsArray(), v => (string?)v!["label"] == "temperature" && (double)v["value"]! == 71.5);
    }

    [Fact]
    public async Task What_is_wrong_with_a_question_is_said_all_at_once()
    {
        using var answer = await host.Local.GetAsync(new Uri("/api/twins/scene/past?asset=77777777&from=yesterday&steps=1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsObject();
        Assert.Equal(["asset", "from", "steps", "to"], errors.Select(e => e.Key).Order());
        Assert.Equal("There is no asset with the number 77777777.", (string?)errors["asset"]![0]);
    }

    [Fact]
    public async Task A_person_puts_a_machine_elsewhere_not_onto_another_one_and_takes_it_back()
    {
        var first = await MachineAsync("put-works/mill1");
        var second = await MachineAsync("put-works/mill2");
        var other = await NodeAsync(second, "put-works");
        var group = await NodeAsync(await AssetAsync("put-works"), "put-works");

        using var taken = await host.Local.PutAsJsonAsync($"/api/twins/scene/places/{first.Id}", new { x = (double)other["x"]! - (double)group["originX"]! + 1, z = (double)other["z"]! - (double)group["originZ"]! });
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Contains("einen freien Platz.", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var put = await host.Local.PutAsJsonAsync($"/api/twins/scene/places/{first.Id}", new { x = 20, z = -7.5, turn = 90 });
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        var there = await NodeAsync(first, "put-works");
        group = await NodeAsync(await AssetAsync("put-works"), "put-works");
        Assert.Equal((20.0, -7.5, 90.0, true), (Round(there["x"]) - Round(group["originX"]), Round(there["z"]) - Round(group["originZ"]), Round(there["turn"]), (bool)there["isMoved"]!));
        Assert.Contains("twins_place", await host.Local.GetStringAsync(new Uri("/api/setup/audit?entity=twins_place", UriKind.Relative)), StringComparison.Ordinal);

        using var back = await host.Local.DeleteAsync(new Uri($"/api/twins/scene/places/{first.Id}", UriKind.Relative));
        using var again = await host.Local.DeleteAsync(new Uri($"/api/twins/scene/places/{first.Id}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (back.StatusCode, again.StatusCode));
        Assert.False((bool)(await NodeAsync(first, "put-works"))["isMoved"]!);
    }

    [Fact]
    public async Task Who_saw_a_machine_elsewhere_does_not_overwrite_who_was_first()
    {
        var machine = await MachineAsync("both-works/mill1");
        var place = new Uri($"/api/twins/scene/places/{machine.Id}", UriKind.Relative);

        using var first = await host.Local.PutAsJsonAsync(place, new { x = 20, z = -7.5, turn = 90, seen = new { } });
        using var second = await host.Local.PutAsJsonAsync(place, new { x = 30, z = 0, turn = 0, seen = new { } });
        using var backOfNothing = await host.Local.DeleteAsync(new Uri($"/api/twins/scene/places/{machine.Id}?x=30&z=0&turn=0", UriKind.Relative));
        using var after = await host.Local.PutAsJsonAsync(place, new { x = 30, z = 0, turn = 0, seen = new { x = 20, z = -7.5, turn = 90 } });
        using var back = await host.Local.DeleteAsync(new Uri($"/api/twins/scene/places/{machine.Id}?x=30&z=0&turn=0", UriKind.Relative));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.NoContent],
            new[] { first, second, backOfNothing, after, back }.Select(a => a.StatusCode));
        Assert.Contains("Jemand anderes hat sie inzwischen verschoben.", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_are_none_and_parts_are_refused_with_the_rule()
    {
        await MachineAsync("no-works/mill1");
        await host.SignalAsync("no-works/mill1/spindle/vibration", unit: "mm/s");

        using var far = await host.Local.PutAsJsonAsync($"/api/twins/scene/places/{(await AssetAsync("no-works/mill1")).Id}", new { x = 1e9, turn = 400 });
        Assert.Equal(["turn", "x", "z"], (await far.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsObject().Select(e => e.Key).Order());
        using var part = await host.Local.PutAsJsonAsync($"/api/twins/scene/places/{(await AssetAsync("no-works/mill1/spindle")).Id}", new { x = 1, z = 1 });
        Assert.Equal(HttpStatusCode.BadRequest, part.StatusCode);
    }

    [Fact]
    public async Task Who_may_only_read_sees_and_does_not_move()
    {
        var machine = await MachineAsync("right-works/mill1");
        using var reader = await host.TokenClientAsync(Scopes.Read);
        using var nobody = host.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(new Uri("/api/twins/scene", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PutAsJsonAsync($"/api/twins/scene/places/{machine.Id}", new { x = 1, z = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DeleteAsync(new Uri($"/api/twins/scene/places/{machine.Id}", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PutAsync(new Uri($"/api/twins/models/{machine.Id}", UriKind.Relative), new ByteArrayContent(Glb.Triangle()))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(new Uri("/api/twins/scene", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_past_has_the_values_of_then()
    {
        await MachineAsync("past-works/mill1");
        var signal = await host.SignalAsync("past-works/mill1/temperature");
        await host.WriteAsync(signal, PlantData.Start, 10, 20, 30, 40);

        var past = await host.Local.GetFromJsonAsync<JsonNode>($"/api/twins/scene/past?asset={(await AssetAsync("past-works")).Id}&from=2026-03-01T00:00:30Z&to=2026-03-01T00:02:30Z&steps=3");

        var column = past!["signals"]!.AsArray().Select(s => (int)s!).ToList().IndexOf(signal.Id);
        Assert.Equal([10.0, 20, 30], past["values"]![column]!.AsArray().Select(v => (double)v!));
    }

    [Fact]
    public async Task A_group_of_many_is_a_closed_hall_with_a_scene_of_its_own()
    {
        foreach (var hall in new[] { "a", "b" })
        {
            var made = await host.Services.GetRequiredService<AssetCatalog>().EnsureAsync([.. Enumerable.Range(1, 300).Select(i => ($"large-works/{hall}/m{i}", AssetKinds.Machine))], default);
            Assert.Null(made.Problem);
        }

        var root = await AssetAsync("large-works");
        var nodes = (await host.Local.GetFromJsonAsync<JsonNode>($"/api/twins/scene?asset={root.Id}"))!["nodes"]!.AsArray();

        Assert.Single(nodes, n => (string?)n!["shape"] == "hall" && (string?)n["url"] == $"/plant/scene?asset={n["id"]}");
        Assert.Equal(300, nodes.Count(n => (string?)n!["shape"] == "generic" && !(bool)n["isGroup"]!));
    }

    static double Round(JsonNode? number) => Math.Round((double)number!, 2);

    async Task<JsonNode> NodeAsync(Asset asset, string root) =>
        (await host.Local.GetFromJsonAsync<JsonNode>($"/api/twins/scene?asset={(await AssetAsync(root)).Id}"))!["nodes"]!.AsArray().Single(n => (int)n!["id"]! == asset.Id)!;

    Task<Asset> AssetAsync(string path) =>
        Task.FromResult(host.Services.GetRequiredService<AssetCatalog>().TryGet(path, out var asset) ? asset : throw new InvalidOperationException(path));

    // a machine that runs, with a temperature of 71.5
    async Task<Asset> MachineAsync(string path)
    {
        var (state, temperature) = (await host.SignalAsync($"{path}/state", SignalKind.State, "1"), await host.SignalAsync($"{path}/temperature"));
        await host.Services.GetRequiredService<SignalCatalog>().SetStateTextAsync(state.Id, 3, "Läuft", default);
        var now = TimeProvider.System.GetUtcNow();
        await host.WriteAsync(state, now, 3);
        await host.WriteAsync(temperature, now, 71.5);
        var asset = await AssetAsync(path);
        await host.Services.GetRequiredService<AssetCatalog>().ChangeAsync(asset.Id, a => a with { Kind = AssetKinds.Machine }, default);
        return asset;
    }
}
