using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>What the test engine of the IDTA and the web interface of BaSyx ask for, as their sources say.</summary>
public sealed class ForeignClientTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    [Fact]
    public async Task A_page_of_paths_holds_so_many_paths_as_asked_for()
    {
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:paths:1", "Paths"));
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:paths:2", "Paths"));
        string[] own =
        [
            "Speed", "Name", "Title", "Limits", "Bytes", "Manual", "Spindle", "Spindle.On", "Spindle.Axes", "Spindle.Axes[0]",
            "Spindle.Axes[0].Position", "Reset",
        ];

        Assert.Equal(own, await AllAsync($"/submodels/{AasClient.Id("urn:paths:1")}/submodel-elements/$path", 5));
        Assert.Equal([.. own, .. own], await AllAsync("/submodels/$path?idShort=Paths", 1));
        Assert.Equal([.. own, .. own], await AllAsync("/submodels/$path?idShort=Paths", 7));
        Assert.Equal([.. own, .. own], await AllAsync("/submodels/$path?idShort=Paths", 12));
        Assert.Equal([.. own, .. own], await AllAsync("/submodels/$path?idShort=Paths", 1_000));
    }

    [Fact]
    public async Task Asset_identifiers_may_come_as_one_list()
    {
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:list:1", "Listed"));

        var both = AasClient.Id("""[{"name":"serial","value":"Listed-1"},{"name":"globalAssetId","value":"urn:list:1/asset"}]""");
        Assert.Equal("urn:list:1", Assert.Single((await Aas.GetAsync("/shells?assetIds=" + both)).GetProperty("result").EnumerateArray()).GetProperty("id").GetString());
        await Aas.RefusedAsync(400, "GET", "/shells?assetIds=" + AasClient.Id("""[{"name":"serial"}]"""));
        await Aas.RefusedAsync(400, "GET", "/shells?assetIds=" + AasClient.Id("[{"));
    }

    [Fact]
    public async Task Asset_identifiers_are_linked_and_found_however_deep_they_are_nested()
    {
        const int Deep = 80; // more than the 64 levels that the framework reads by itself
        var reference = """{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:r"}]}""";
        for (var i = 0; i < Deep; i++)
            reference = $$"""{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:r"}],"referredSemanticId":{{reference}}}""";
        var list = $$"""[{"name":"serial","value":"Deep-1","semanticId":{{reference}}}]""";
        var address = "/lookup/shells/" + AasClient.Id("urn:deep:links");

        Assert.Equal(201, await Aas.StatusAsync("POST", address, list));

        Assert.Equal("Deep-1", Assert.Single((await Aas.GetAsync(address)).EnumerateArray()).GetProperty("value").GetString());
        Assert.Equal(["urn:deep:links"], (await Aas.GetAsync("/lookup/shells?assetIds=" + AasClient.Id(list))).GetProperty("result").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(204, await Aas.StatusAsync("DELETE", address));
    }

    [Fact]
    public async Task The_word_of_a_switch_may_begin_with_a_capital_and_another_word_is_refused()
    {
        await Aas.GetAsync("/serialization?includeConceptDescriptions=True");
        await Aas.RefusedAsync(400, "GET", "/serialization?includeConceptDescriptions=yes");
        await Aas.RefusedAsync(400, "GET", "/shell-descriptors?assetKind=Foo");
    }

    [Fact]
    public async Task What_describes_an_operation_does_not_hold_its_variables()
    {
        const string Variable = """[{"value":{"modelType":"Property","idShort":"To","valueType":"xs:int","value":"3"}}]""";
        await Aas.StatusAsync("POST", "/submodels", $$"""{"modelType":"Submodel","id":"urn:op","submodelElements":[{"modelType":"Operation","idShort":"Move","inputVariables":{{Variable}}}]}""");

        var described = await Aas.GetAsync($"/submodels/{AasClient.Id("urn:op")}/submodel-elements/Move/$metadata");
        Assert.Equal(["idShort", "modelType"], described.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_names_its_status_where_clients_look_for_it_and_broken_rules_by_their_number()
    {
        Assert.Equal("404", await CodeAsync("GET", "/shells/" + AasClient.Id("urn:nobody")));
        Assert.Equal("400", await CodeAsync("GET", "/shells?limit=0"));
        Assert.Equal("AASd-117", await CodeAsync("POST", $"/submodels/{AasClient.Id("urn:code")}/submodel-elements", """{"modelType":"Property","valueType":"xs:int"}""", AasSamples.Submodel("urn:code")));
    }

    [Fact]
    public async Task Everybody_may_read_which_profiles_are_served_and_nothing_else()
    {
        using var http = host.Anonymous();
        using var open = await http.GetAsync(new Uri("/api/v3.0/description", UriKind.Relative));
        using var closed = await http.GetAsync(new Uri("/api/v3.0/shells", UriKind.Relative));
        using var one = await http.GetAsync(new Uri($"/api/v3.0/services/{AasClient.Id("urn:any")}/description", UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (open.StatusCode, closed.StatusCode, one.StatusCode));
    }

    [Fact]
    public async Task A_package_carries_the_picture_of_its_only_shell_and_its_document_as_asked_for()
    {
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:picture", "Picture"));
        using (var picture = new MultipartFormDataContent { { new ByteArrayContent([137, 80, 78, 71, 13, 10, 26, 10]) { Headers = { ContentType = new("image/png") } }, "file", "mill.png" } })
        {
            picture.Add(new StringContent("mill.png"), "fileName");
            using var put = await host.Local.PutAsync(new Uri($"/api/v3.0/shells/{AasClient.Id("urn:picture")}/asset-information/thumbnail", UriKind.Relative), picture);
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        }

        using HttpRequestMessage ask = new(HttpMethod.Get, "/api/v3.0/serialization?aasIds=" + AasClient.Id("urn:picture"));
        ask.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/asset-administration-shell-package+json"));
        using var answer = await host.Local.SendAsync(ask);
        await using var package = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using StreamReader relations = new(await package.GetEntry("_rels/.rels")!.OpenAsync(), Encoding.UTF8);

        Assert.Contains("http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", await relations.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry("aasx/data.json"));
    }

    [Fact]
    public async Task The_descriptor_of_a_shell_names_its_submodels()
    {
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:named:data", "Energy"));
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:named", "Named", "urn:named:data"));

        var within = Assert.Single((await Aas.GetAsync("/shell-descriptors/" + AasClient.Id("urn:named"))).GetProperty("submodelDescriptors").EnumerateArray());
        Assert.Equal(("Energy", "urn:meaning:Energy"), (within.GetProperty("idShort").GetString(), within.GetProperty("semanticId").GetProperty("keys")[0].GetProperty("value").GetString()));
    }

    async Task<string?> CodeAsync(string method, string path, string? json = null, string? before = null)
    {
        if (before is not null)
            await Aas.StatusAsync("POST", "/submodels", before);
        var (_, body, _) = await Aas.SendAsync(method, path, json);
        return body.GetProperty("messages")[0].GetProperty("code").GetString();
    }

    async Task<List<string?>> AllAsync(string path, int limit)
    {
        List<string?> all = [];
        string? cursor = null;
        do
        {
            var page = await Aas.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            var paths = page.GetProperty("result").EnumerateArray().Select(p => p.GetString()).ToList();
            Assert.InRange(paths.Count, 1, limit);
            all.AddRange(paths);
            cursor = page.GetProperty("paging_metadata").TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return all;
    }
}
