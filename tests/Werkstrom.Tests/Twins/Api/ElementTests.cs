using System.Text.Json.Nodes;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Elements of a submodel by their path, and their values, as AAS Part 2 V3.0.3 says.</summary>
public sealed class ElementTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    async Task<string> SubmodelAsync(string id)
    {
        Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel(id)));
        return "/submodels/" + AasClient.Id(id);
    }

    [Fact]
    public async Task What_is_nested_as_deep_as_it_is_read_can_be_changed_and_goes_again()
    {
        const int Deep = 55; // 2 levels of JSON each, of the 128 that are read
        var one = "/submodels/" + AasClient.Id("urn:e:deep");
        var element = """{"modelType":"Property","idShort":"E","valueType":"xs:int","value":"1"}""";
        for (var i = 0; i < Deep; i++)
            element = $$"""{"modelType":"SubmodelElementCollection","idShort":"E","value":[{{element}}]}""";
        string Submodel(string name) => $$"""{"modelType":"Submodel","id":"urn:e:deep","idShort":"{{name}}","submodelElements":[{{element}}]}""";
        var path = string.Join('.', Enumerable.Repeat("E", Deep + 1));

        Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", Submodel("A")));
        Assert.Equal(204, await Aas.StatusAsync("PUT", one, Submodel("B")));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one, """{"idShort":"C"}"""));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", $"{one}/submodel-elements/{path}/$value", "\"2\""));
        Assert.Equal(2, (await Aas.GetAsync($"{one}/submodel-elements/{path}/$value")).GetInt32());
        Assert.Equal(204, await Aas.StatusAsync("DELETE", one));
    }

    [Fact]
    public async Task Values_are_shown_without_what_describes_them()
    {
        var one = await SubmodelAsync("urn:e:values");

        var values = JsonNode.Parse((await Aas.GetAsync(one + "/$value")).GetRawText());

        var expected = JsonNode.Parse("""
            {"Speed":12.5,"Name":"M1","Title":[{"de":"Fräse"},{"en":"Mill"}],"Limits":{"min":1,"max":9},"Bytes":{"contentType":"application/octet-stream"},
            "Manual":{"contentType":"application/pdf"},"Spindle":{"On":true,"Axes":[{"Position":7}]}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, values), values!.ToJsonString());
        Assert.Equal("AQID", (await Aas.GetAsync(one + "/$value?extent=withBlobValue")).GetProperty("Bytes").GetProperty("value").GetString());
        Assert.Equal(7, (await Aas.GetAsync(one + "/submodel-elements/Spindle.Axes%5B0%5D.Position/$value")).GetInt32());
        Assert.Equal(7, (await Aas.GetAsync(one + "/submodel-elements/$value")).GetProperty("result").GetArrayLength());
        await Aas.RefusedAsync(400, "GET", one + "/submodel-elements/Reset/$value");
    }

    [Fact]
    public async Task Values_are_written_and_outlive_the_server()
    {
        var one = await SubmodelAsync("urn:e:written");

        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/submodel-elements/Speed/$value", "99.25"));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/$value", """{"Limits":{"max":20},"Spindle":{"On":false,"Axes":[{"Position":8}]}}"""));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/submodel-elements/Speed/$value", "100.5"));
        await host.RestartAsync();

        var values = JsonNode.Parse((await Aas.GetAsync(one + "/$value")).GetRawText())!;
        Assert.Equal("100.5", values["Speed"]!.ToJsonString());
        Assert.Equal("""{"min":1,"max":20}""", values["Limits"]!.ToJsonString());
        Assert.Equal("""{"On":false,"Axes":[{"Position":8}]}""", values["Spindle"]!.ToJsonString());
        Assert.Equal("""[{"de":"Fräse"},{"en":"Mill"}]""", values["Title"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        // what is written whole afterwards counts, not the values of before
        Assert.Equal(204, await Aas.StatusAsync("PUT", one, AasSamples.Submodel("urn:e:written")));
        await host.RestartAsync();
        Assert.Equal(12.5, (await Aas.GetAsync(one + "/submodel-elements/Speed/$value")).GetDouble());
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_with_all_that_is_wrong()
    {
        var one = await SubmodelAsync("urn:e:unfit");

        var texts = await Aas.RefusedAsync(400, "PATCH", one + "/$value", """{"Speed":"fast","Nope":1,"Limits":{"min":"x"},"Name":"M2"}""");

        Assert.Equal(3, texts.Count);
        Assert.Equal("M1", (await Aas.GetAsync(one + "/submodel-elements/Name/$value")).GetString());
        await Aas.RefusedAsync(400, "PATCH", one + "/submodel-elements/Speed/$value", "true");
        await Aas.RefusedAsync(404, "PATCH", one + "/submodel-elements/Nope/$value", "1");
        await Aas.RefusedAsync(400, "PATCH", one + "/submodel-elements/a..b/$value", "1");
    }

    [Fact]
    public async Task Elements_come_change_and_go_wherever_they_are()
    {
        var elements = await SubmodelAsync("urn:e:life") + "/submodel-elements";
        const string New = """{"modelType":"Property","idShort":"Tool","valueType":"xs:string","value":"T1"}""";

        var (created, _, answer) = await Aas.SendAsync("POST", elements, New);
        Assert.Equal((201, "/api/v3.0" + elements + "/Tool"), (created, answer.Headers.Location!.ToString()));
        Assert.Equal(201, await Aas.StatusAsync("POST", elements + "/Spindle", New));
        Assert.Equal(201, await Aas.StatusAsync("POST", elements + "/Spindle.Axes", """{"modelType":"SubmodelElementCollection"}"""));
        Assert.Equal("SubmodelElementCollection", (await Aas.GetAsync(elements + "/Spindle.Axes[1]")).GetProperty("modelType").GetString());
        await Aas.RefusedAsync(409, "POST", elements + "/Spindle", New);
        await Aas.RefusedAsync(400, "POST", elements + "/Speed", New);
        await Aas.RefusedAsync(400, "POST", elements + "/Spindle.Axes", New); // another class than the list's
        Assert.Equal(204, await Aas.StatusAsync("PUT", elements + "/Spindle.Tool", New.Replace("T1", "T2", StringComparison.Ordinal)));
        Assert.Equal("T2", (await Aas.GetAsync(elements + "/Spindle.Tool/$value")).GetString());
        Assert.Equal(204, await Aas.StatusAsync("PATCH", elements + "/Spindle.Tool", """{"category":"PARAMETER"}"""));
        Assert.Equal("T2", (await Aas.GetAsync(elements + "/Spindle.Tool")).GetProperty("value").GetString());
        Assert.Equal(204, await Aas.StatusAsync("PATCH", elements + "/Spindle.Tool/$metadata", """{"category":"CONSTANT"}"""));
        Assert.Equal("CONSTANT", (await Aas.GetAsync(elements + "/Spindle.Tool/$metadata")).GetProperty("category").GetString());
        await Aas.RefusedAsync(400, "PATCH", elements + "/Spindle.Tool/$metadata", """{"value":"T3"}""");
        Assert.Equal(204, await Aas.StatusAsync("DELETE", elements + "/Spindle.Tool"));
        await Aas.RefusedAsync(404, "GET", elements + "/Spindle.Tool");
        await Aas.RefusedAsync(404, "DELETE", elements + "/Spindle.Axes[7]");
    }

    [Fact]
    public async Task Paths_references_metadata_and_levels_show_what_they_should()
    {
        var one = await SubmodelAsync("urn:e:forms");

        Assert.Equal(
            ["Speed", "Name", "Title", "Limits", "Bytes", "Manual", "Spindle", "Spindle.On", "Spindle.Axes", "Spindle.Axes[0]", "Spindle.Axes[0].Position", "Reset"],
            (await Aas.GetAsync(one + "/$path")).EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(
            ["Spindle.Axes", "Spindle.Axes[0]", "Spindle.Axes[0].Position"],
            (await Aas.GetAsync(one + "/submodel-elements/Spindle.Axes/$path")).EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(
            ["Submodel urn:e:forms", "SubmodelElementCollection Spindle", "SubmodelElementList Axes", "SubmodelElementCollection 0", "Property Position"],
            (await Aas.GetAsync(one + "/submodel-elements/Spindle.Axes[0].Position/$reference")).GetProperty("keys").EnumerateArray()
                .Select(k => $"{k.GetProperty("type")} {k.GetProperty("value")}"));
        Assert.False((await Aas.GetAsync(one + "/$metadata")).TryGetProperty("submodelElements", out _));
        Assert.False((await Aas.GetAsync(one + "/submodel-elements/Speed/$metadata")).TryGetProperty("value", out _));
        var core = (await Aas.GetAsync(one + "?level=core")).GetProperty("submodelElements");
        Assert.Equal(8, core.GetArrayLength());
        Assert.False(core[6].TryGetProperty("value", out _));
        Assert.False((await Aas.GetAsync(one)).GetProperty("submodelElements")[4].TryGetProperty("value", out _));
        Assert.Equal("AQID", (await Aas.GetAsync(one + "?extent=withBlobValue")).GetProperty("submodelElements")[4].GetProperty("value").GetString());
        await Aas.RefusedAsync(400, "GET", one + "?level=shallow");
        await Aas.RefusedAsync(400, "GET", one + "?extent=all");
        Assert.Single((await Aas.GetAsync("/submodels?semanticId=" + AasClient.Id("urn:meaning:Data") + "&limit=1")).GetProperty("result").EnumerateArray());
    }
}
