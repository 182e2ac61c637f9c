namespace Werkstrom.Tests.Twins.Api;

/// <summary>Shells, submodels, concept descriptions over HTTP, as AAS Part 2 V3.0.3 says.</summary>
public sealed class RepositoryTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    [Fact]
    public async Task Shells_come_stay_change_and_go()
    {
        const string Id = "urn:shell:life";
        var one = "/shells/" + AasClient.Id(Id);

        var (created, body, answer) = await Aas.SendAsync("POST", "/shells", AasSamples.Shell(Id));
        Assert.Equal((201, Id), (created, body.GetProperty("id").GetString()));
        Assert.Equal("/api/v3.0" + one, answer.Headers.Location!.ToString());
        await Aas.RefusedAsync(409, "POST", "/shells", AasSamples.Shell(Id));
        await host.RestartAsync();
        Assert.Equal("Mill", (await Aas.GetAsync(one)).GetProperty("idShort").GetString());
        Assert.Equal(204, await Aas.StatusAsync("PUT", one, AasSamples.Shell(Id, "Lathe")));
        Assert.Equal("Lathe", (await Aas.GetAsync(one)).GetProperty("idShort").GetString());
        Assert.Equal("AssetAdministrationShell", (await Aas.GetAsync(one + "/$reference")).GetProperty("keys")[0].GetProperty("type").GetString());
        Assert.Equal(204, await Aas.StatusAsync("PUT", one + "/asset-information", """{"assetKind":"Type","globalAssetId":"urn:other"}"""));
        Assert.Equal("Type", (await Aas.GetAsync(one + "/asset-information")).GetProperty("assetKind").GetString());
        Assert.Equal(204, await Aas.StatusAsync("DELETE", one));
        await Aas.RefusedAsync(404, "GET", one);
        await Aas.RefusedAsync(404, "DELETE", one);
        await Aas.RefusedAsync(404, "PUT", one, AasSamples.Shell(Id));
    }

    [Fact]
    public async Task Shells_are_found_by_idShort_and_asset_when_the_write_returns()
    {
        await Aas.SendAsync("POST", "/shells", AasSamples.Shell("urn:find:1", "FindMe"));
        await Aas.SendAsync("POST", "/shells", AasSamples.Shell("urn:find:2", "FindMeToo"));

        Assert.Equal(["urn:find:1"], await IdsAsync("/shells?idShort=FindMe"));
        Assert.Equal(["urn:find:2"], await IdsAsync("/shells?assetIds=" + AasClient.Id("""{"name":"serial","value":"FindMeToo-1"}""")));
        Assert.Equal(["urn:find:1"], await IdsAsync("/shells?assetIds=" + AasClient.Id("""{"name":"globalAssetId","value":"urn:find:1/asset"}""")));
        Assert.Empty(await IdsAsync("/shells?idShort=FindMe&assetIds=" + AasClient.Id("""{"name":"serial","value":"FindMeToo-1"}""")));
        await Aas.SendAsync("PUT", "/shells/" + AasClient.Id("urn:find:1"), AasSamples.Shell("urn:find:1", "Renamed"));
        Assert.Empty(await IdsAsync("/shells?idShort=FindMe"));
        Assert.Equal(["urn:find:1"], await IdsAsync("/shells?idShort=Renamed"));
        await Aas.RefusedAsync(400, "GET", "/shells?assetIds=" + AasClient.Id("""{"name":"serial"}"""));
    }

    [Fact]
    public async Task Pages_are_whole_and_cursors_cannot_be_made_up()
    {
        for (var i = 0; i < 5; i++)
            await Aas.SendAsync("POST", "/concept-descriptions", AasSamples.Concept($"urn:page:{i}"));

        List<string> seen = [];
        var next = "/concept-descriptions?limit=2";
        string? cursor;
        do
        {
            var page = await Aas.GetAsync(next);
            seen.AddRange(page.GetProperty("result").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            Assert.InRange(page.GetProperty("result").GetArrayLength(), 1, 2);
            cursor = page.GetProperty("paging_metadata").TryGetProperty("cursor", out var c) ? c.GetString() : null;
            next = "/concept-descriptions?limit=2&cursor=" + cursor;
        } while (cursor is not null);

        Assert.Equal(["urn:page:0", "urn:page:1", "urn:page:2", "urn:page:3", "urn:page:4"], seen.Where(s => s.StartsWith("urn:page:", StringComparison.Ordinal)));
        var foreign = (await Aas.GetAsync("/concept-descriptions?limit=1")).GetProperty("paging_metadata").GetProperty("cursor").GetString();
        await Aas.RefusedAsync(400, "GET", "/shells?cursor=" + foreign);
        foreach (var wrong in new[] { "cursor=", "cursor=1", "cursor=AAAA", "limit=0", "limit=-1", "limit=x", "limit=", "limit=1&limit=2" })
            await Aas.RefusedAsync(400, "GET", "/concept-descriptions?" + wrong);
    }

    [Fact]
    public async Task A_shell_has_its_submodels()
    {
        var (shell, submodel) = ("/shells/" + AasClient.Id("urn:has"), AasClient.Id("urn:has:sm"));
        await Aas.SendAsync("POST", "/shells", AasSamples.Shell("urn:has"));
        await Aas.SendAsync("POST", "/submodels", AasSamples.Submodel("urn:has:sm"));

        await Aas.RefusedAsync(404, "GET", $"{shell}/submodels/{submodel}");
        Assert.Equal(201, await Aas.StatusAsync("POST", shell + "/submodel-refs", AasSamples.Reference("urn:has:sm")));
        await Aas.RefusedAsync(409, "POST", shell + "/submodel-refs", AasSamples.Reference("urn:has:sm"));
        Assert.Equal(1, (await Aas.GetAsync(shell + "/submodel-refs")).GetProperty("result").GetArrayLength());
        Assert.Equal("urn:has:sm", (await Aas.GetAsync($"{shell}/submodels/{submodel}")).GetProperty("id").GetString());
        Assert.Equal(12.5, (await Aas.GetAsync($"{shell}/submodels/{submodel}/submodel-elements/Speed/$value")).GetDouble());
        Assert.Equal(204, await Aas.StatusAsync("DELETE", $"{shell}/submodels/{submodel}"));
        await Aas.RefusedAsync(404, "GET", "/submodels/" + submodel);
        Assert.Equal(0, (await Aas.GetAsync(shell + "/submodel-refs")).GetProperty("result").GetArrayLength());
    }

    [Fact]
    public async Task Of_two_writers_the_second_must_read_again()
    {
        var one = "/submodels/" + AasClient.Id("urn:two");
        await Aas.SendAsync("POST", "/submodels", AasSamples.Submodel("urn:two"));
        var tag = (await Aas.SendAsync("GET", one)).Answer.Headers.ETag!.ToString();

        Assert.Equal(204, (await Aas.SendAsync("PATCH", one + "/submodel-elements/Speed/$value", "1.5", tag)).Status);
        var texts = await Aas.RefusedAsync(412, "PATCH", one + "/submodel-elements/Speed/$value", "2.5", tag);

        Assert.Contains("changed since it was read", Assert.Single(texts), StringComparison.Ordinal);
        Assert.Equal(1.5, (await Aas.GetAsync(one + "/submodel-elements/Speed/$value")).GetDouble());
        await Aas.RefusedAsync(412, "PUT", one, AasSamples.Submodel("urn:two"), tag);
        await Aas.RefusedAsync(412, "DELETE", one, null, tag);
    }

    [Fact]
    public async Task All_faults_of_a_body_are_told_at_once_and_nothing_is_kept()
    {
        var texts = await Aas.RefusedAsync(400, "POST", "/submodels", """
            {"modelType":"Submodel","id":"urn:faults","idShort":"1x","colour":"red","submodelElements":[{"modelType":"Property","idShort":"A","valueType":"xs:int","value":"x"},
            {"modelType":"Property","idShort":"A","valueType":"xs:int"}]}
            """);

        Assert.Contains(texts, t => t.StartsWith("idShort: AASd-002", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("'colour'", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.StartsWith("submodelElements[0].value", StringComparison.Ordinal));
        await Aas.RefusedAsync(404, "GET", "/submodels/" + AasClient.Id("urn:faults"));
        await Aas.RefusedAsync(400, "POST", "/submodels", new string('[', 100_000));
        await Aas.RefusedAsync(400, "POST", "/submodels", "{");
        await Aas.RefusedAsync(400, "GET", "/submodels/!!");
        await Aas.RefusedAsync(400, "GET", "/submodels/gIA"); // no UTF-8
    }

    async Task<IEnumerable<string>> IdsAsync(string path) =>
        (await Aas.GetAsync(path)).GetProperty("result").EnumerateArray().Select(s => s.GetProperty("id").GetString()!);
}
