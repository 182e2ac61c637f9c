using System.Text;
using System.Text.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Environment = Werkstrom.Aas.Model.Environment;
using File = Werkstrom.Aas.Model.File;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Files with shells are taken in whole or not at all, and can be taken back.</summary>
public sealed class ImportTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    [Fact]
    public async Task A_package_comes_in_with_its_files_goes_out_as_it_came_and_can_be_taken_back()
    {
        var package = Package("urn:i:1", "M1", "%PDF");
        var preview = await SendAsync(package, "preview=true");
        Assert.Equal(["new", "new"], Fates(preview));
        Assert.Equal(JsonValueKind.Null, preview.GetProperty("import").ValueKind);
        await Aas.RefusedAsync(404, "GET", "/shells/" + AasClient.Id("urn:i:1"));

        var taken = await SendAsync(package);

        Assert.Equal("%PDF", await host.Local.GetStringAsync($"/api/v3.0/submodels/{AasClient.Id("urn:i:1:sm")}/submodel-elements/Manual/attachment"));
        Assert.Equal("PNG", await host.Local.GetStringAsync($"/api/v3.0/shells/{AasClient.Id("urn:i:1")}/asset-information/thumbnail"));
        Assert.Equal(package, await host.Local.GetByteArrayAsync($"/api/twins/shells/{AasClient.Id("urn:i:1")}/aasx"));
        Assert.Equal(["same", "same"], Fates(await SendAsync(package, "preview=true")));

        var (status, undone) = await UndoAsync(taken);
        Assert.Equal((200, 2), (status, undone.GetProperty("removed").GetInt32()));
        await Aas.RefusedAsync(404, "GET", "/shells/" + AasClient.Id("urn:i:1"));
        await Aas.RefusedAsync(404, "GET", "/submodels/" + AasClient.Id("urn:i:1:sm"));
        Assert.Equal(404, (await UndoAsync(taken)).Status);
    }

    [Fact]
    public async Task What_is_here_stays_unless_it_is_to_be_replaced_and_comes_back_with_its_files()
    {
        var first = Package("urn:i:2", "M1", "old");
        await SendAsync(first);
        var second = Package("urn:i:2", "M2", "new");
        Assert.Equal(["same", "other"], Fates(await SendAsync(second, "preview=true")));
        Assert.Contains("All of it is here already, 1 of it otherwise, and nothing was to be replaced.", await RefusedAsync(second), StringComparison.Ordinal);

        var taken = await SendAsync(second, "replace=true");
        Assert.Equal("new", await host.Local.GetStringAsync($"/api/v3.0/submodels/{AasClient.Id("urn:i:2:sm")}/submodel-elements/Manual/attachment"));

        Assert.Equal(200, (await UndoAsync(taken)).Status);
        Assert.Equal(first, await host.Local.GetByteArrayAsync($"/api/twins/shells/{AasClient.Id("urn:i:2")}/aasx"));
    }

    [Fact]
    public async Task What_is_here_just_so_is_not_replaced_but_another_file_under_its_name_is()
    {
        var first = Package("urn:i:same", "M1", "old");
        await SendAsync(first);

        Assert.Contains("All of it is here already, so there is nothing to replace.", await RefusedAsync(first, "replace=true"), StringComparison.Ordinal);
        Assert.Equal(["same", "other"], Fates(await SendAsync(Package("urn:i:same", "M1", "new"), "preview=true")));
        var taken = await SendAsync(Package("urn:i:same", "M1", "new"), "replace=true");
        Assert.Equal("new", await host.Local.GetStringAsync($"/api/v3.0/submodels/{AasClient.Id("urn:i:same:sm")}/submodel-elements/Manual/attachment"));
        var (status, undone) = await UndoAsync(taken);
        Assert.Equal((200, 0, 1), (status, undone.GetProperty("removed").GetInt32(), undone.GetProperty("restored").GetInt32()));
        Assert.Equal("old", await host.Local.GetStringAsync($"/api/v3.0/submodels/{AasClient.Id("urn:i:same:sm")}/submodel-elements/Manual/attachment"));
    }

    [Fact]
    public async Task A_concept_description_may_have_the_identifier_of_a_submodel()
    {
        var both = $$"""{"submodels":[{{AasSamples.Submodel("urn:i:both")}}],"conceptDescriptions":[{"modelType":"ConceptDescription","id":"urn:i:both"}]}""";
        Assert.Equal(["new", "new"], Fates(await SendAsync(Encoding.UTF8.GetBytes(both))));
        Assert.Equal("urn:i:both", (await Aas.GetAsync("/concept-descriptions/" + AasClient.Id("urn:i:both"))).GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_was_changed_since_is_named_before_it_is_lost()
    {
        var taken = await SendAsync(Encoding.UTF8.GetBytes(AasSamples.Submodel("urn:i:3")));
        await Aas.StatusAsync("PATCH", $"/submodels/{AasClient.Id("urn:i:3")}/submodel-elements/Speed/$value", "99");

        var (status, undone) = await UndoAsync(taken);
        Assert.Equal((409, "urn:i:3"), (status, undone.GetProperty("changed")[0].GetString()));
        Assert.Equal(200, await Aas.StatusAsync("GET", "/submodels/" + AasClient.Id("urn:i:3")));

        Assert.Equal(200, (await UndoAsync(taken, "?force=true")).Status);
        Assert.Equal(404, await Aas.StatusAsync("GET", "/submodels/" + AasClient.Id("urn:i:3")));
    }

    [Fact]
    public async Task A_file_that_breaks_rules_is_refused_or_taken_with_a_report()
    {
        var broken = Encoding.UTF8.GetBytes($$"""
            {"submodels":[{{AasSamples.Submodel("urn:i:4").Replace("\"Spindle\"", "\"1st spindle\"", StringComparison.Ordinal)}},
            {{AasSamples.Submodel("urn:i:5").Replace("\"idShort\":\"Title\"", "\"idShort\":\"Name\"", StringComparison.Ordinal)}}]}
            """);
        Assert.Contains("AASd-002", await RefusedAsync(broken), StringComparison.Ordinal);
        await Aas.RefusedAsync(404, "GET", "/submodels/" + AasClient.Id("urn:i:5"));

        var taken = await SendAsync(broken, "tolerant=true");

        Assert.Equal(["urn:i:5"], taken.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Contains("AASd-022", taken.GetProperty("mended")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("submodels[0].", taken.GetProperty("leftOut")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(200, await Aas.StatusAsync("GET", "/submodels/" + AasClient.Id("urn:i:5")));
    }

    [Fact]
    public async Task What_is_passed_over_because_it_cannot_be_read_is_told_as_left_out()
    {
        var read = await SendAsync("""
            {"submodels":[{"modelType":"Submodel","id":"urn:i:over","colour":"red","submodelElements":[
            {"modelType":"Property","idShort":"Power","valueType":"xs:float32","value":"12.5"},
            {"modelType":"Property","idShort":"Pressure","valueType":"xs:double","value":12.5},
            {"modelType":"Property","idShort":"Good","valueType":"xs:int","value":"1"}]}]}
            """u8.ToArray(), "tolerant=true&preview=true");

        var leftOut = read.GetProperty("leftOut").EnumerateArray().Select(f => f.GetString()!).ToList();
        Assert.Equal(3, leftOut.Count);
        Assert.Contains(leftOut, f => f.StartsWith("submodels[0].submodelElements[0].valueType: schema: ", StringComparison.Ordinal));
        Assert.Contains(leftOut, f => f.StartsWith("submodels[0].submodelElements[1].value: schema: ", StringComparison.Ordinal));
        Assert.Contains(leftOut, f => f.Contains("colour", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 and no more")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")]
    [InlineData("{\"submodels\":[{}]}")]
    public async Task What_is_no_such_file_is_refused(string text)
    {
        Assert.NotEqual("", await RefusedAsync(Encoding.UTF8.GetBytes(text)));
        Assert.NotEqual("", await RefusedAsync(Encoding.UTF8.GetBytes(text), "tolerant=true"));
    }

    [Theory]
    [InlineData("de", "Datei importieren")]
    [InlineData("en", "Import a file")]
    public async Task The_page_shows_shells_and_one_of_them(string language, string word)
    {
        await SendAsync(Package($"urn:i:page:{language}", "M1", "x"));
        Assert.Contains(word, await PageAsync("/plant/shells", language), StringComparison.Ordinal);
        var one = await PageAsync("/plant/shells/" + AasClient.Id($"urn:i:page:{language}"), language);
        Assert.Contains($"/aasx/files/urn-i-page-{language}.pdf", one, StringComparison.Ordinal);
    }

    [DataFact("aas/templates")]
    public async Task Templates_of_the_IDTA_come_in()
    {
        foreach (var name in (string[])["02006_DigitalNameplate_3-0-1.json", "02076_EnergyFlexibility_1-0.json"])
        {
            var taken = await SendAsync(await System.IO.File.ReadAllBytesAsync(Path.Combine(SharedData.Path("aas/templates"), name)), "tolerant=true");
            Assert.Contains("new", Fates(taken));
        }
    }

    async Task<string> PageAsync(string address, string language)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await host.Local.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    async Task<JsonElement> SendAsync(byte[] file, string query = "")
    {
        var (status, said) = await PostAsync(file, query);
        Assert.True(status == 200, $"{status} {said}");
        return JsonElement.Parse(said);
    }

    async Task<string> RefusedAsync(byte[] file, string query = "")
    {
        var (status, said) = await PostAsync(file, query);
        Assert.True(status == 400, $"{status} {said}");
        return string.Join('\n', JsonElement.Parse(said).GetProperty("errors").GetProperty("file").EnumerateArray());
    }

    async Task<(int Status, string Said)> PostAsync(byte[] file, string query)
    {
        using ByteArrayContent body = new(file);
        body.Headers.ContentType = new("application/octet-stream");
        using var answer = await host.Local.PostAsync("/api/twins/imports?file=a.aasx&" + query, body);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    async Task<(int Status, JsonElement Said)> UndoAsync(JsonElement taken, string query = "")
    {
        using var answer = await host.Local.PostAsync($"/api/twins/imports/{taken.GetProperty("import").GetString()}/undo{query}", null);
        return ((int)answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    static IEnumerable<string?> Fates(JsonElement preview) => preview.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("fate").GetString());

    static byte[] Package(string id, string name, string manual)
    {
        var part = id.Replace(':', '-');
        Environment environment = new()
        {
            AssetAdministrationShells =
            [
                new()
                {
                    Id = id,
                    IdShort = "Mill",
                    AssetInformation = new() { AssetKind = AssetKind.Instance, GlobalAssetId = id + ":asset", DefaultThumbnail = new() { Path = $"/aasx/files/{part}.png", ContentType = "image/png" } },
                    Submodels = [new() { Type = ReferenceTypes.ModelReference, Keys = [new() { Type = KeyTypes.Submodel, Value = id + ":sm" }] }],
                },
            ],
            Submodels =
            [
                new()
                {
                    Id = id + ":sm",
                    IdShort = "Data",
                    SubmodelElements =
                    [
                        new Property { IdShort = "Name", ValueType = DataTypeDefXsd.String, Value = name },
                        new File { IdShort = "Manual", ContentType = "application/pdf", Value = $"/aasx/files/{part}.pdf" },
                    ],
                },
            ],
        };
        PackageFile picture = new($"/aasx/files/{part}.png", "image/png", "PNG"u8.ToArray());
        return AasxFile.Write(new()
        {
            Environment = environment,
            Files = [new($"/aasx/files/{part}.pdf", "application/pdf", Encoding.UTF8.GetBytes(manual)), picture],
            Thumbnail = picture,
        });
    }
}
