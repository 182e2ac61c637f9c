using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Tests.Twins.Api;

namespace Werkstrom.Tests.Twins.Templates;

/// <summary>The form of a template as a browser without script uses it.</summary>
public sealed partial class FormWalkTests(Host host) : IClassFixture<Host>
{
    const string Template = """
        {"submodels":[{"modelType":"Submodel","kind":"Template","id":"urn:test:template:papers","idShort":"Papers","semanticId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:test:papers"}]},
        "description":[{"language":"en","text":"Papers of a machine"},{"language":"de","text":"Unterlagen einer Maschine"}],"submodelElements":[
        {"modelType":"Property","idShort":"Weight","valueType":"xs:double","value":"12.5","displayName":[{"language":"en","text":"Weight"},{"language":"de","text":"Masse"}],"semanticId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:test:weight"}]},"qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"One"}]},
        {"modelType":"MultiLanguageProperty","idShort":"Title","qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"ZeroToOne"}]},
        {"modelType":"SubmodelElementList","idShort":"Documents","typeValueListElement":"SubmodelElementCollection","qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"ZeroToOne"}],"value":[
        {"modelType":"SubmodelElementCollection","qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"OneToMany"}],"value":[
        {"modelType":"File","idShort":"Paper","contentType":"application/pdf","qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"One"}]},
        {"modelType":"Property","idShort":"Issued","valueType":"xs:date","qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"One"}]}]}]}]}],
        "conceptDescriptions":[{"modelType":"ConceptDescription","id":"urn:test:weight","idShort":"Weight","embeddedDataSpecifications":[{"dataSpecification":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3"}]},"dataSpecificationContent":{"modelType":"DataSpecificationIec61360","preferredName":[{"language":"en","text":"Weight"}],"unit":"kg","definition":[{"language":"en","text":"How heavy it is"},{"language":"de","text":"Wie schwer sie ist"}]}}]}]}
        """;

    [Fact]
    public async Task A_template_is_filled_in_changed_and_taken_away()
    {
        var asset = await AssetAsync("works/papers1");
        await ImportAsync(Template);
        var address = $"/plant/twins/{asset.Id}/submodel?template=urn%3Atest%3Atemplate%3Apapers";
        var form = await PageForm.OpenAsync(host, address);
        Assert.Contains("Masse", form.Html, StringComparison.Ordinal);
        Assert.Contains("Wie schwer sie ist", form.Html, StringComparison.Ordinal);
        Assert.Contains("Einheit: kg", form.Html, StringComparison.Ordinal);
        Assert.Contains("Beispiel: 12.5", form.Html, StringComparison.Ordinal);
        Assert.Contains("Unterlagen einer Maschine", form.Html, StringComparison.Ordinal);

        // everything that is wrong is told at once, and nothing that was entered is lost
        form["Title:0|de"] = "Handbuch der Säge";
        form = await form.PressAsync("add Documents:0/item");
        form["Weight:0|v"] = "schwer";
        form["Documents:0/item:0/Issued:0|v"] = "31.13.2026";
        form = await form.PressAsync("save");
        Assert.Contains("„schwer“ ist keine Zahl", form.Html, StringComparison.Ordinal);
        Assert.Contains("ist kein Datum wie 31.03.2026", form.Html, StringComparison.Ordinal);
        Assert.Contains("Muss ausgefüllt sein", form.Html, StringComparison.Ordinal);
        Assert.Equal("Handbuch der Säge", form["Title:0|de"]);

        form["Weight:0|v"] = "1,5";
        form["Documents:0/item:0/Issued:0|v"] = "31.03.2026";
        form.Send("Documents:0/item:0/Paper:0|file", "manual.pdf", "application/pdf", "%PDF-1.7 test"u8.ToArray());
        form = await form.PressAsync("save");
        Assert.Equal($"/plant/twins/{asset.Id}", form.Address);
        Assert.Contains("Papers", form.Html, StringComparison.Ordinal);
        Assert.Contains("Das Teilmodell ist gespeichert.", form.Html, StringComparison.Ordinal);

        AasClient aas = new(host.Local);
        var id = await SubmodelAsync(aas, asset, "Papers");
        var value = await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value");
        Assert.Equal((1.5, "2026-03-31"), (value.GetProperty("Weight").GetDouble(), value.GetProperty("Documents")[0].GetProperty("Issued").GetString()));
        Assert.Equal("Handbuch der Säge", value.GetProperty("Title")[0].GetProperty("de").GetString());
        using var paper = await host.Local.GetAsync(new Uri($"/api/v3.0/submodels/{AasClient.Id(id)}/submodel-elements/Documents[0].Paper/attachment", UriKind.Relative));
        Assert.Equal("%PDF-1.7 test", await paper.Content.ReadAsStringAsync());

        // two people: who saves second is told, and may insist
        var change = $"/plant/twins/{asset.Id}/submodel?name=Papers";
        var (mine, theirs) = (await PageForm.OpenAsync(host, change), await PageForm.OpenAsync(host, change));
        theirs["Weight:0|v"] = "2";
        await theirs.PressAsync("save");
        mine["Weight:0|v"] = "3";
        mine = await mine.PressAsync("save");
        Assert.Contains("Jemand hat dies geändert", mine.Html, StringComparison.Ordinal);
        Assert.Equal("3", mine["Weight:0|v"]);
        mine["over"] = "true";
        await mine.PressAsync("save");
        Assert.Equal(3, (await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value")).GetProperty("Weight").GetDouble());

        // what the template does not know stays, a document that is removed goes with its file
        Assert.Equal(201, await aas.StatusAsync("POST", $"/submodels/{AasClient.Id(id)}/submodel-elements", """{"modelType":"Property","idShort":"Own","valueType":"xs:int","value":"7"}"""));
        form = await (await PageForm.OpenAsync(host, change)).PressAsync("remove Documents:0/item:0");
        await form.PressAsync("save");
        value = await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value");
        Assert.Equal(7, value.GetProperty("Own").GetInt32());
        Assert.False(value.TryGetProperty("Documents", out _));

        form = await (await PageForm.OpenAsync(host, change)).PressAsync("delete");
        Assert.Contains("Das Teilmodell ist gelöscht.", form.Html, StringComparison.Ordinal);
        Assert.Equal(404, await aas.StatusAsync("GET", $"/submodels/{AasClient.Id(id)}"));
    }

    [Fact]
    public async Task A_list_with_too_few_entries_is_named_itself()
    {
        var asset = await AssetAsync("works/spoken");
        await ImportAsync("""
            {"submodels":[{"modelType":"Submodel","kind":"Template","id":"urn:test:template:spoken","idShort":"Spoken","submodelElements":[
            {"modelType":"SubmodelElementList","idShort":"Spoken","typeValueListElement":"Property","valueTypeListElement":"xs:string","displayName":[{"language":"de","text":"Sprache"}],"qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"One"}],"value":[
            {"modelType":"Property","valueType":"xs:string","qualifiers":[{"kind":"TemplateQualifier","type":"SMT/Cardinality","valueType":"xs:string","value":"OneToMany"}]}]}]}]}
            """);
        var form = await (await PageForm.OpenAsync(host, $"/plant/twins/{asset.Id}/submodel?template=urn%3Atest%3Atemplate%3Aspoken")).PressAsync("save");

        Assert.Contains(">Sprache</a>: Mindestens 1 nötig.", form.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nr. 0", form.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nameplate_is_filled_in_without_an_imported_template()
    {
        var asset = await AssetAsync("works/plated");
        AasClient aas = new(host.Local);
        var id = await SubmodelAsync(aas, asset, "Nameplate");
        var form = await PageForm.OpenAsync(host, $"/plant/twins/{asset.Id}/submodel?name=Nameplate");
        form["ManufacturerName:0|de"] = "Muster AG";
        form["SerialNumber:0|v"] = "S-77";
        form["YearOfConstruction:0|v"] = "zweitausend";
        form["CountryOfOrigin:0|v"] = "Deutschland";
        form = await form.PressAsync("save");
        Assert.Contains("„zweitausend“ ist kein Jahr mit vier Ziffern wie 2021.", form.Html, StringComparison.Ordinal);
        Assert.Contains("„Deutschland“ ist kein Land mit zwei Großbuchstaben wie DE.", form.Html, StringComparison.Ordinal);
        form["YearOfConstruction:0|v"] = "2000";
        form["CountryOfOrigin:0|v"] = "DE";
        form["DateOfManufacture:0|v"] = "2000-03-31";
        form = await form.PressAsync("save");
        Assert.Contains("Muss ausgefüllt sein", form.Html, StringComparison.Ordinal);
        Assert.Contains("Mindestens eine dieser Angaben ist nötig.", form.Html, StringComparison.Ordinal); // the address
        Assert.Contains("Beispiel: 01.01.2022", form.Html, StringComparison.Ordinal);
        form["incomplete"] = "true";
        form = await form.PressAsync("save");

        Assert.Equal($"/plant/twins/{asset.Id}", form.Address);
        Assert.Contains("Muster AG", form.Html, StringComparison.Ordinal);
        Assert.Contains("S-77", form.Html, StringComparison.Ordinal);
        Assert.Contains("31.03.2000", form.Html, StringComparison.Ordinal);
        var value = await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value");
        Assert.Equal("works/plated", value.GetProperty("AssetSpecificProperties").GetProperty("Path").GetString());
        Assert.Equal("S-77", value.GetProperty("SerialNumber").GetString());
        var plates = await aas.GetAsync("/submodels?limit=1000&idShort=Nameplate");
        Assert.Single(plates.GetProperty("result").EnumerateArray(), p => p.GetProperty("id").GetString() == id);

        // what Werkstrom wrote on it follows the asset, what a person wrote stays
        var assets = host.Services.GetRequiredService<AssetCatalog>();
        await assets.ChangeAsync(asset.Id, a => a with { Title = "Press with a plate" }, default);
        await assets.MoveAsync(asset.Id, asset.ParentId, "plated-anew", default);
        await UntilAsync(async () => (await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value")).GetProperty("AssetSpecificProperties").GetProperty("Path").GetString() == "works/plated-anew");
        value = await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value");
        Assert.Equal("Press with a plate", value.GetProperty("AssetSpecificProperties").GetProperty("Designation").GetString());
        Assert.Equal("S-77", value.GetProperty("SerialNumber").GetString());

        await (await PageForm.OpenAsync(host, $"/plant/twins/{asset.Id}/submodel?name=Nameplate")).PressAsync("delete");
        value = await aas.GetAsync($"/submodels/{AasClient.Id(id)}/$value");
        Assert.False(value.TryGetProperty("SerialNumber", out _));
    }

    [Fact]
    public async Task A_text_of_a_megabyte_is_refused_at_its_field_and_is_still_there()
    {
        var asset = await AssetAsync("works/long");
        var form = await PageForm.OpenAsync(host, $"/plant/twins/{asset.Id}/submodel?name=Nameplate");
        form["SerialNumber:0|v"] = new string('x', 1_000_000);
        form["ManufacturerName:0|en"] = new string('y', 1_024);
        form = await form.PressAsync("save");

        Assert.Contains("Darf 100000 Zeichen haben; es sind 1000000.", form.Html, StringComparison.Ordinal);
        Assert.Contains("Darf 1023 Zeichen haben; es sind 1024.", form.Html, StringComparison.Ordinal);
        Assert.Equal(1_000_000, form["SerialNumber:0|v"].Length);
    }

    [Theory]
    [InlineData("", "is empty|is no JSON")]
    [InlineData("{\"submodels\":[", "is no JSON")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><environment>&b;</environment>", "DTD|entit|document type")]
    [InlineData("{\"submodels\":[{\"modelType\":\"Submodel\",\"id\":\"urn:test:instance\"}]}", "no submodel in it has the kind Template")]
    [InlineData("PK\u0003\u0004nothing", "zip|package|archive|ZIP")]
    public async Task A_file_that_is_no_template_is_refused_with_the_reason(string file, string words)
    {
        using StringContent body = new(file);
        using var answer = await host.Local.PostAsync(new Uri("/api/twins/templates", UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, text);
        Assert.Contains(words.Split('|'), w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
    }

    static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; !await isSo(); i++)
        {
            Assert.True(i < 150, "It did not come to be.");
            await Task.Delay(200);
        }
    }

    async Task<Asset> AssetAsync(string path)
    {
        await host.Services.GetRequiredService<AssetCatalog>().EnsureAsync([(path, AssetKinds.Machine)], default);
        return host.Services.GetRequiredService<AssetCatalog>().All.Single(a => a.Path == path);
    }

    async Task ImportAsync(string json)
    {
        using StringContent body = new(json);
        using var answer = await host.Local.PostAsync(new Uri("/api/twins/templates", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    static async Task<string> SubmodelAsync(AasClient aas, Asset asset, string name)
    {
        var shells = await aas.GetAsync("/shells?limit=1000&idShort=" + asset.Name);
        return shells.GetProperty("result")[0].GetProperty("submodels").EnumerateArray().Select(r => r.GetProperty("keys")[0].GetProperty("value").GetString()!)
            .Single(id => id.EndsWith("/" + name, StringComparison.Ordinal));
    }
}
