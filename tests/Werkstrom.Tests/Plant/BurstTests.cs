using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Plant;

/// <summary>A source may make 10,000 signals in an hour: pages stay pages, and machines stay in sight.</summary>
public sealed class BurstTests(BurstTests.Plant plant) : IClassFixture<BurstTests.Plant>
{
    const int Many = 5_000;
    const int MostBytes = 200_000;

    /// <summary>One press, known by its kind, 5,000 assets with a signal each, and one asset with 5,000 signals, known by its title.</summary>
    public sealed class Plant : IAsyncLifetime
    {
        internal Host Host { get; } = new();

        internal Asset Press { get; private set; } = null!;

        internal Asset Burst { get; private set; } = null!;

        internal Asset Wide { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await Host.InitializeAsync();
            var catalog = Host.Services.GetRequiredService<AssetCatalog>();
            var press = await Host.SignalAsync("werk/presse 1/kraft", unit: "kN");
            await catalog.ChangeAsync(press.AssetId, asset => asset with { Kind = AssetKinds.Machine }, default);
            var wanted = Enumerable.Range(1, Many).Select(n => new WantedSignal($"schwall/gerät {n}/wert", SignalKind.Measurement, "Cel"))
                .Concat(Enumerable.Range(1, Many).Select(n => new WantedSignal($"breit/spalte {n}", SignalKind.Measurement, "Cel")));
            var made = await Host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([.. wanted], default);
            Assert.DoesNotContain(made, one => one.Signal is null);
            await Host.WriteAsync(press, DateTimeOffset.UtcNow, 71.25);
            (Press, Burst, Wide) = (Find(catalog, "werk/presse 1"), Find(catalog, "schwall"), Find(catalog, "breit"));
            await catalog.ChangeAsync(Wide.Id, asset => asset with { Title = "Breite Tabelle" }, default);
        }

        public Task DisposeAsync() => Host.DisposeAsync();

        static Asset Find(AssetCatalog catalog, string path) => catalog.TryGet(path, out var asset) ? asset : throw new InvalidOperationException(path);
    }

    [Fact]
    public async Task Today_shows_the_machine_and_counts_the_burst()
    {
        var page = await PageAsync("/");
        Assert.Contains($"<h3><a href=\"/plant/assets/{plant.Press.Id}\">", page, StringComparison.Ordinal);
        Assert.Contains("4,994 more below schwall", page, StringComparison.Ordinal); // six of 5,000 have a card: the newest
        Assert.Equal(2 + 6, page.Split("class=\"pl-machine ").Length - 1);
    }

    [Fact]
    public async Task The_tree_opens_what_fits_and_leads_to_the_rest()
    {
        var tree = await PageAsync("/plant");
        Assert.Contains($"href=\"/plant?root={plant.Burst.Id}&amp;page=2\">4,950 more parts", tree, StringComparison.Ordinal);
        Assert.Contains($"href=\"/plant/assets/{plant.Wide.Id}\">4,950 more signals", tree, StringComparison.Ordinal);
        var last = await PageAsync($"/plant?root={plant.Burst.Id}&page=100");
        Assert.Contains("gerät 5000", last, StringComparison.Ordinal); // in the order of numbers, not of letters
        Assert.DoesNotContain("gerät 4950<", last, StringComparison.Ordinal);
        Assert.Contains("gerät 4951<", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_of_many_stays_small()
    {
        string[] paths =
        [
            "/plant/signals", $"/plant/assets/{plant.Burst.Id}", $"/plant/assets/{plant.Wide.Id}", $"/plant?root={plant.Burst.Id}", "/plant?page=2",
            $"/plant/assets/{plant.Wide.Id}?page=100", $"/plant/assets/{plant.Burst.Id}?parts=100",
        ];
        foreach (var path in paths)
            await PageAsync(path);
    }

    [Fact]
    public async Task A_branch_that_is_not_there_is_404()
    {
        using var answer = await plant.Host.Local.GetAsync("/plant?root=999999");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_one_search_finds_one_of_many_and_what_came_later()
    {
        Assert.Contains("schwall/gerät 4711/wert", await TextAsync("/api/search?q=geraet%204711"), StringComparison.Ordinal);
        await plant.Host.SignalAsync("werk/presse 1/nachzügler");
        Assert.Contains("werk/presse 1/nachzügler", await TextAsync("/api/search?q=nachzuegler"), StringComparison.Ordinal);
    }

    async Task<string> PageAsync(string path)
    {
        var page = await TextAsync(path);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1_000, MostBytes);
        return page.Replace("&#xE4;", "ä", StringComparison.Ordinal);
    }

    async Task<string> TextAsync(string path)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path);
        ask.Headers.Add("Accept-Language", "en");
        using var answer = await plant.Host.Local.SendAsync(ask);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return text;
    }
}
