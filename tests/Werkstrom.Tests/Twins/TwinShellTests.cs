using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Tests.Plant;
using Werkstrom.Tests.Twins.Api;

namespace Werkstrom.Tests.Twins;

/// <summary>What shells from elsewhere say of an asset stands on the page of its twin: nameplate, documents, 3D model.</summary>
public sealed class TwinShellTests(Host host) : IClassFixture<Host>
{
    const string Plate = """
        {"modelType":"Submodel","id":"ID","idShort":"Nameplate","semanticId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"https://admin-shell.io/idta/nameplate/3/0/Nameplate"}]},
        "submodelElements":[{"modelType":"Property","idShort":"SerialNumber","valueType":"xs:string","value":"SN-4711"},
        {"modelType":"MultiLanguageProperty","idShort":"ManufacturerName","value":[{"language":"de","text":"Muster Maschinen"},{"language":"en","text":"Sample Machines"}]}]}
        """;

    const string Documents = """
        {"modelType":"Submodel","id":"ID","idShort":"HandoverDocumentation","submodelElements":[{"modelType":"SubmodelElementList","idShort":"Documents","typeValueListElement":"SubmodelElementCollection","value":[
        {"modelType":"SubmodelElementCollection","value":[
        {"modelType":"MultiLanguageProperty","idShort":"Title","value":[{"language":"en","text":"Operating manual"}]},
        {"modelType":"File","idShort":"DigitalFile","contentType":"application/pdf"}]}]}]}
        """;

    const string Models = """
        {"modelType":"Submodel","id":"ID","idShort":"Models3D","semanticId":{"type":"ModelReference","keys":[{"type":"Submodel","value":"https://admin-shell.io/idta/Models3D/1/0"}]},
        "submodelElements":[{"modelType":"File","idShort":"DigitalFile","contentType":"model/gltf-binary"}]}
        """;

    AasClient Aas => new(host.Local);

    [Fact]
    public async Task A_linked_shell_gives_nameplate_documents_and_model_and_takes_them_along_when_it_is_unlinked()
    {
        var asset = await AssetAsync("maker-works/mill1");
        await MakerAsync("urn:maker:1");
        var page = new Uri($"/plant/twins/{asset}", UriKind.Relative);
        Assert.DoesNotContain("SN-4711", await host.Local.GetStringAsync(page), StringComparison.Ordinal);

        using var linked = await host.Local.PostAsJsonAsync(new Uri($"/api/twins/{asset}/shells", UriKind.Relative), new { id = "urn:maker:1" });

        Assert.Equal(HttpStatusCode.NoContent, linked.StatusCode);
        var said = await host.Local.GetStringAsync(page);
        Assert.Contains("SN-4711", said, StringComparison.Ordinal);
        Assert.Contains("Operating manual", said, StringComparison.Ordinal);
        Assert.Equal("%PDF", await host.Local.GetStringAsync(new Uri(Address(said, "manual.pdf"), UriKind.Relative)));
        Assert.Equal(Glb.Triangle(), await host.Local.GetByteArrayAsync(new Uri($"/api/twins/models/{asset}", UriKind.Relative)));

        // a document whose file did not come is named, and is no link that leads nowhere
        Assert.Equal(204, await Aas.StatusAsync("PATCH", $"/submodels/{AasClient.Id("urn:maker:1:documents")}/submodel-elements/Documents[0].DigitalFile/$value",
            """{"contentType":"application/pdf","value":"/aasx/files/gone.pdf"}"""));
        said = await host.Local.GetStringAsync(page);
        Assert.Contains("Die Datei kam nicht mit ihrer Verwaltungsschale", said, StringComparison.Ordinal);
        Assert.DoesNotContain("gone.pdf\"", said, StringComparison.Ordinal);

        using var unlinked = await host.Local.DeleteAsync(new Uri($"/api/twins/{asset}/shells?id=urn:maker:1", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NoContent, unlinked.StatusCode);
        Assert.DoesNotContain("SN-4711", await host.Local.GetStringAsync(page), StringComparison.Ordinal);
        using var gone = await host.Local.GetAsync(new Uri($"/api/twins/models/{asset}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_shell_that_names_the_path_of_an_asset_is_about_it_and_a_model_of_ones_own_stays()
    {
        var asset = await AssetAsync("named-works/mill2");
        var model = new Uri($"/api/twins/models/{asset}", UriKind.Relative);
        using ByteArrayContent own = new(Glb.Triangle());
        Assert.Equal(HttpStatusCode.OK, (await host.Local.PutAsync(model, own)).StatusCode);
        await MakerAsync("urn:maker:2", """,{"name":"path","value":"named-works/mill2"}""");

        var shells = (await host.Local.GetFromJsonAsync<JsonArray>(new Uri($"/api/twins/{asset}/shells", UriKind.Relative)))!;

        Assert.Equal("urn:maker:2", (string?)shells[1]!["id"]);
        Assert.True((bool)shells[0]!["isOwn"]!);
        Assert.Contains("SN-4711", await host.Local.GetStringAsync(new Uri($"/plant/twins/{asset}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(Glb.Triangle(), await host.Local.GetByteArrayAsync(model));
    }

    [Fact]
    public async Task A_model_in_a_submodel_of_the_assets_own_shell_is_shown_as_long_as_it_is_there()
    {
        var asset = await AssetAsync("own-model-works/mill3");
        var model = new Uri($"/api/twins/models/{asset}", UriKind.Relative);
        var shells = (await host.Local.GetFromJsonAsync<JsonArray>(new Uri($"/api/twins/{asset}/shells", UriKind.Relative)))!;
        var id = ((string)shells[0]!["id"]!).Replace(":shells/", ":submodels/", StringComparison.Ordinal) + "/Models3D";
        Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", Models.Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal)));

        await AttachAsync(id, "DigitalFile", "mill.glb", "model/gltf-binary", Glb.Triangle());

        await UntilAsync(model, HttpStatusCode.OK);
        Assert.Equal(Glb.Triangle(), await host.Local.GetByteArrayAsync(model));
        Assert.Equal(204, await Aas.StatusAsync("DELETE", "/submodels/" + AasClient.Id(id)));
        await UntilAsync(model, HttpStatusCode.NotFound);
    }

    // what is taken from a shell comes just after the change
    async Task UntilAsync(Uri address, HttpStatusCode wanted)
    {
        for (var i = 0; ; i++)
        {
            using var answer = await host.Local.GetAsync(address);
            if (answer.StatusCode == wanted)
                return;
            Assert.True(i < 100, $"{address} still answers {answer.StatusCode}");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Of_several_models_of_the_shell_one_is_chosen_and_stays_chosen()
    {
        var asset = await AssetAsync("maker-works/choice");
        await MakerAsync("urn:maker:3");
        var other = Glb.Of("""{"asset":{"version":"2.0"},"scenes":[{}],"meshes":[{"primitives":[]}]}""", []);
        Assert.Equal(201, await Aas.StatusAsync("POST", $"/submodels/{AasClient.Id("urn:maker:3:models")}/submodel-elements", """{"modelType":"File","idShort":"Coarse","contentType":"model/gltf-binary"}"""));
        await AttachAsync("urn:maker:3:models", "Coarse", "coarse.glb", "model/gltf-binary", other);
        using var linked = await host.Local.PostAsJsonAsync(new Uri($"/api/twins/{asset}/shells", UriKind.Relative), new { id = "urn:maker:3" });
        var (model, page) = (new Uri($"/api/twins/models/{asset}", UriKind.Relative), new Uri($"/plant/twins/{asset}", UriKind.Relative));
        Assert.Equal(Glb.Triangle(), await host.Local.GetByteArrayAsync(model));
        var path = WebUtility.HtmlDecode(Regex.Match(await host.Local.GetStringAsync(page), "<option value=\"([^\"]+)\">coarse.glb").Groups[1].Value);

        using var chosen = await host.Local.PutAsJsonAsync(new Uri($"/api/twins/{asset}/shells/model", UriKind.Relative), new { file = path });
        using var none = await host.Local.PutAsJsonAsync(new Uri($"/api/twins/{asset}/shells/model", UriKind.Relative), new { file = "/nowhere.glb" });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (chosen.StatusCode, none.StatusCode));
        Assert.Contains("coarse.glb", await host.Local.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal(other, await host.Local.GetByteArrayAsync(model));
    }

    [Theory]
    [InlineData("urn:nobody", HttpStatusCode.NotFound, "There is no shell 'urn:nobody' here.")]
    [InlineData("", HttpStatusCode.NotFound, "There is no shell '' here.")]
    public async Task What_is_no_shell_cannot_be_linked(string id, HttpStatusCode status, string said)
    {
        var asset = await AssetAsync("maker-works/mill3");
        using var answer = await host.Local.PostAsJsonAsync(new Uri($"/api/twins/{asset}/shells", UriKind.Relative), new { id });
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"], StringComparison.Ordinal);
    }

    /// <summary>Whatever comes from elsewhere: a page links to the program itself and to addresses of the web, and shows the rest as text.</summary>
    [Fact]
    public async Task What_a_browser_would_run_is_a_link_on_no_page()
    {
        var asset = await AssetAsync("hostile-works/mill1");
        var own = ((string)(await host.Local.GetFromJsonAsync<JsonArray>(new Uri($"/api/twins/{asset}/shells", UriKind.Relative)))![0]!["id"]!).Replace(":shells/", ":submodels/", StringComparison.Ordinal) + "/Hostile";
        foreach (var id in (string[])["javascript:alert(0)", own])
        {
            Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", Plate.Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal).Replace("\"Nameplate\",", "\"Hostile\",", StringComparison.Ordinal)
                .Replace("SN-4711", "javascript:alert(1)", StringComparison.Ordinal).Replace("Muster Maschinen", "data:text/html,alert(2)", StringComparison.Ordinal)
                .Replace("\"submodelElements\":[", """
                "submodelElements":[{"modelType":"File","idShort":"Manual","contentType":"application/pdf","value":"javascript:alert(3)"},
                {"modelType":"ReferenceElement","idShort":"Elsewhere","value":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"javascript:alert(4)"}]}},
                """, StringComparison.Ordinal)));
        }

        Assert.Equal(201, await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("javascript:alert(5)", "Hostile", "javascript:alert(0)")));
        using var linked = await host.Local.PostAsJsonAsync(new Uri($"/api/twins/{asset}/shells", UriKind.Relative), new { id = "javascript:alert(5)" });
        Assert.Equal(HttpStatusCode.NoContent, linked.StatusCode);

        foreach (var (page, shown) in new[]
        {
            ($"/plant/twins/{asset}", "javascript:alert(1)"), ($"/plant/twins/{asset}/submodels/Hostile", "javascript:alert(3)"), ("/plant/shells", "javascript:alert(5)"),
            ($"/plant/shells/{AasClient.Id("javascript:alert(5)")}", "javascript:alert(5)"), ($"/plant/shells/{AasClient.Id("javascript:alert(0)")}", "javascript:alert(4)"),
        })
        {
            var html = await host.Local.GetStringAsync(new Uri(page, UriKind.Relative));
            Assert.Contains(shown, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.All(Regex.Matches(html, "\\s(?:href|src|action|formaction)=\"([^\"]*)\"").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)), a => Assert.Matches("^(/|#|\\?|https?://)", a));
        }
    }

    [Theory]
    [InlineData("opc.tcp://10.0.0.5:4840", 201)]
    [InlineData("javascript:alert(1)", 400)]
    [InlineData(" JavaScript:alert(1)", 400)]
    [InlineData("java\\tscript:alert(1)", 400)]
    [InlineData("data:text/html;base64,PHNjcmlwdD4=", 400)]
    public async Task An_endpoint_of_another_server_is_an_address_and_no_program(string href, int status)
    {
        var descriptor = "{\"id\":\"urn:endpoint\",\"endpoints\":[{\"interface\":\"SUBMODEL-3.0\",\"protocolInformation\":{\"href\":\"" + href + "\"}}]}";

        Assert.Equal(status, await Aas.StatusAsync("POST", "/submodel-descriptors", descriptor));
    }

    static string Address(string page, string file)
    {
        var end = page.IndexOf($"\" download=\"{file}", StringComparison.Ordinal);
        return WebUtility.HtmlDecode(page[(page.LastIndexOf("href=\"", end, StringComparison.Ordinal) + 6)..end]);
    }

    async Task<int> AssetAsync(string path)
    {
        var signal = await host.SignalAsync($"{path}/temperature");
        await host.WriteAsync(signal, TimeProvider.System.GetUtcNow(), 20);
        Assert.True(host.Services.GetRequiredService<AssetCatalog>().TryGet(path, out var asset));
        return asset.Id;
    }

    async Task MakerAsync(string id, string more = "")
    {
        foreach (var (name, text) in new[] { ("plate", Plate), ("documents", Documents), ("models", Models) })
            Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", text.Replace("\"ID\"", $"\"{id}:{name}\"", StringComparison.Ordinal)));
        await AttachAsync($"{id}:documents", "Documents[0].DigitalFile", "manual.pdf", "application/pdf", "%PDF"u8.ToArray());
        await AttachAsync($"{id}:models", "DigitalFile", "mill.glb", "model/gltf-binary", Glb.Triangle());
        var shell = AasSamples.Shell(id, "Mill", $"{id}:plate", $"{id}:documents", $"{id}:models").Replace("\"Mill-1\"}", $"\"Mill-1\"}}{more}", StringComparison.Ordinal);
        Assert.Equal(201, await Aas.StatusAsync("POST", "/shells", shell));
    }

    async Task AttachAsync(string submodel, string path, string name, string type, byte[] bytes)
    {
        using MultipartFormDataContent form = [];
        ByteArrayContent file = new(bytes);
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        form.Add(file, "file", name);
        form.Add(new StringContent(name), "fileName");
        using var answer = await host.Local.PutAsync(
            new Uri($"/api/v3.0/submodels/{AasClient.Id(submodel)}/submodel-elements/{Uri.EscapeDataString(path)}/attachment", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }
}
