using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Time;
using Werkstrom.Tests.Energy.Index;

namespace Werkstrom.Tests.Energy.Partners;

/// <summary>Two instances: an index provider, and a Stadtwerk that takes its signed days over the interface and prices with them.</summary>
public sealed class PartnerTests(IndexYear provider) : IClassFixture<IndexYear>, IAsyncLifetime
{
    readonly Host _utility = new() { Configuration = { ["energy:market:allowPrivateSources"] = "true" } };

    public Task InitializeAsync() => _utility.InitializeAsync();

    public Task DisposeAsync() => _utility.DisposeAsync();

    [DataFact(IndexYear.Smard)]
    public async Task Signed_days_are_taken_once_checked_and_price_here()
    {
        await provider.PostAsync("api/energy/index/LU/freeze?from=2024-01-02&to=2024-04-05");
        await SetAsync("stadt", await TokenAsync());

        var first = await FetchAsync("stadt");
        var again = await FetchAsync("stadt");
        var series = _utility.Services.GetRequiredService<SeriesBook>();
        var spring = GermanTime.Day(new(2024, 3, 31)); // 92 quarter-hours
        var here = await series.ReadAsync(SeriesNames.Index("stadt"), spring, null, default);
        var there = await provider.Host.Services.GetRequiredService<SeriesBook>().ReadAsync(SeriesNames.Index("LU"), spring, null, default);

        Assert.Equal(("", "2024-04-05"), ((string)first["why"]!, (string)first["lastDay"]!));
        Assert.Equal((string)(await provider.GetAsync("api/energy/index/keys"))["keys"]![0]!["kid"]!, (string)again["keyId"]!);
        Assert.All(Enumerable.Range(spring.First, 92), q => Assert.Equal(there[q], here[q]!.Value));
        var day = Assert.Single(await series.DaysAsync(SeriesNames.Index("stadt"), new(2024, 3, 31), new(2024, 3, 31), null, default));
        Assert.Equal((1, 3), (day.Version, day.Seal!.Split('.').Length));
        Assert.Contains("made afterwards", day.Source, StringComparison.Ordinal);
    }

    [DataFact(IndexYear.Smard)]
    public async Task A_key_that_is_not_trusted_a_token_that_is_none_and_a_region_of_ones_own_are_refused_with_the_reason()
    {
        var token = await TokenAsync();
        await SetAsync("fremd", token, keyId: "somebody-elses");
        await SetAsync("ohne", "nonsense");
        (await _utility.Local.PutAsJsonAsync("api/energy/index/eigen", new { name = "eigen", zone = "DE-LU" })).EnsureSuccessStatusCode();
        using var own = await _utility.Local.PutAsJsonAsync("api/energy/partners/eigen", new { isOn = true, address = "ftp://x", remote = "L U" });

        Assert.Contains("somebody-elses", (string)(await FetchAsync("fremd"))["why"]!, StringComparison.Ordinal);
        Assert.Contains("401", (string)(await FetchAsync("ohne"))["why"]!, StringComparison.Ordinal);
        Assert.Equal(["address", "region", "remote", "secret"], JsonNode.Parse(await own.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(e => e.Key).Order());
        Assert.Null(await _utility.Services.GetRequiredService<SeriesBook>().SpanAsync(SeriesNames.Index("fremd"), default));
    }

    [Fact]
    public async Task Another_partner_of_a_region_goes_on_after_the_last_day_with_a_chain_and_a_key_of_its_own()
    {
        await using var first = await SignedProvider.StartAsync("A", new(2024, 1, 1), 3, 10);
        await using var second = await SignedProvider.StartAsync("B", new(2024, 1, 1), 5, 90);
        await PutAsync("wechsel", first.Address, "A");
        var before = await FetchAsync("wechsel");
        await PutAsync("wechsel", second.Address, "B");
        var after = await FetchAsync("wechsel");
        var days = await _utility.Services.GetRequiredService<SeriesBook>().DaysAsync(SeriesNames.Index("wechsel"), new(2024, 1, 1), new(2024, 1, 9), null, default);

        Assert.Equal(("", "2024-01-03", first.KeyId), ((string)before["why"]!, (string)before["lastDay"]!, (string)before["keyId"]!));
        Assert.Equal(("", "2024-01-05", second.KeyId), ((string)after["why"]!, (string)after["lastDay"]!, (string)after["keyId"]!));
        Assert.Equal(["10", "10", "10", "90", "90"], days.Select(d => d.Numbers.Split(',')[0]));

        // the same place with another past: the chain of before is held against it
        second.Rewrite(50, 8);
        var changed = await FetchAsync("wechsel");
        Assert.Equal("2024-01-05", (string)changed["lastDay"]!);
        Assert.Contains("changed its past", (string)changed["why"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_sealed_here_with_other_values_stays_and_that_is_said_in_the_readers_language()
    {
        await using var other = await SignedProvider.StartAsync("A", new(2024, 1, 1), 3, 10);
        var book = _utility.Services.GetRequiredService<SeriesBook>();
        await book.SealAsync(SeriesNames.Index("alt"), new(2024, 1, 2), [.. Enumerable.Repeat((int?)77, 96)], "WGI-1, frozen ahead", DateTimeOffset.UnixEpoch, "a.b.c", default);
        await PutAsync("alt", other.Address, "A");

        var said = await FetchAsync("alt");
        var german = await FetchAsync("alt", "de");

        Assert.Equal("2024-01-01", (string)said["lastDay"]!);
        Assert.Contains("2024-01-02 is frozen here already with other values", (string)said["why"]!, StringComparison.Ordinal);
        Assert.Contains("Der 2024-01-02 ist hier schon mit anderen Werten eingefroren", (string)german["why"]!, StringComparison.Ordinal);
        Assert.StartsWith("77,", Assert.Single(await book.DaysAsync(SeriesNames.Index("alt"), new(2024, 1, 2), new(2024, 1, 2), null, default)).Numbers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"keys\":[null]}")]
    [InlineData("{\"keys\":[{\"kid\":\"a\"}]}")]
    [InlineData("no JSON")]
    public async Task What_is_no_answer_of_a_partner_is_told_and_nothing_is_taken(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var other = builder.Build();
        other.MapGet("/api/energy/index/keys", () => Results.Text(answer, "application/json"));
        await other.StartAsync();
        (await _utility.Local.PutAsJsonAsync("api/energy/partners/wirr", new { isOn = false, address = other.Urls.First(), remote = "LU", secret = "x" })).EnsureSuccessStatusCode();

        var said = await FetchAsync("wirr");

        Assert.Contains("Werkstrom", (string)said["why"]!, StringComparison.Ordinal);
        Assert.Null(said["lastDay"]);
    }

    async Task PutAsync(string region, string address, string remote) => (await _utility.Local.PutAsJsonAsync(
        $"api/energy/partners/{region}", new { isOn = false, address, remote, secret = "x" })).EnsureSuccessStatusCode();

    async Task SetAsync(string region, string token, string? keyId = null) => (await _utility.Local.PutAsJsonAsync(
        $"api/energy/partners/{region}", new { isOn = false, address = provider.Host.Address.ToString(), remote = "LU", secret = token, keyId })).EnsureSuccessStatusCode();

    async Task<JsonNode> FetchAsync(string region, string language = "en")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"api/energy/partners/{region}/fetch?from=2024-01-01&to=2024-04-10") { Headers = { { "Accept-Language", language } } };
        return await IndexYear.JsonAsync(await _utility.Local.SendAsync(request));
    }

    async Task<string> TokenAsync() => (string)(await IndexYear.JsonAsync(await provider.Host.Local.PostAsJsonAsync("api/setup/tokens", new { name = $"partner {Guid.NewGuid():n}", scopes = "read" })))["key"]!;
}
