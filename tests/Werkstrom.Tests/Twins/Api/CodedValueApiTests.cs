namespace Werkstrom.Tests.Twins.Api;

/// <summary>AASd-006 and 007 of what is sent alone, by the concept descriptions of the repository.</summary>
public sealed class CodedValueApiTests(Host host) : IClassFixture<Host>
{
    const string Code = """{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:c:red"}]}""";

    static readonly string At = $"/submodels/{AasClient.Id("urn:c:1")}";

    AasClient Aas => new(host.Local);

    [Fact]
    public async Task A_coded_value_says_what_its_code_says_however_it_is_sent()
    {
        await Aas.StatusAsync("POST", "/concept-descriptions", Concept("urn:c:red", "\"value\":\"RED\""));
        Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", Submodel("urn:c:1", "RED")));

        await RefusedAsync("AASd-007", "POST", "/submodels", Submodel("urn:c:2", "BLUE"));
        await RefusedAsync("AASd-007", "PUT", At, Submodel("urn:c:1", "BLUE"));
        await RefusedAsync("AASd-007", "PATCH", At, $$"""{"submodelElements":[{{Property("BLUE")}}]}""");
        await RefusedAsync("AASd-007", "PUT", At + "/submodel-elements/Colour", Property("BLUE"));
        await RefusedAsync("AASd-007", "PATCH", At + "/submodel-elements/Colour", """{"value":"BLUE"}""");
        await RefusedAsync("AASd-007", "PATCH", At + "/submodel-elements/Colour/$value", "\"BLUE\"");
        await RefusedAsync("AASd-007", "PATCH", At + "/$value", """{"Colour":"BLUE"}""");
        await RefusedAsync("AASd-006", "POST", At + "/submodel-elements", $$"""
            {"modelType":"Property","idShort":"Painted","valueType":"xs:string","qualifiers":[{"type":"T","valueType":"xs:string","value":"BLUE","valueId":{{Code}}}]}
            """);
        Assert.Equal(404, await Aas.StatusAsync("GET", $"/submodels/{AasClient.Id("urn:c:2")}"));
        Assert.Equal("RED", (await Aas.GetAsync(At + "/$value")).GetProperty("Colour").GetString());
        Assert.Equal(204, await Aas.StatusAsync("PATCH", At + "/submodel-elements/Colour/$value", "\"RED\""));
    }

    [Fact]
    public async Task A_value_list_of_what_it_means_is_asked_too_and_everything_is_told_at_once()
    {
        await Aas.StatusAsync("POST", "/concept-descriptions", Concept("urn:c:colours", """
            "valueList":{"valueReferencePairs":[{"value":"GREEN","valueId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:c:green"}]}}]}
            """));
        var wrong = """
            {"modelType":"Property","idShort":"1st","valueType":"xs:string","value":"BLUE","semanticId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:c:colours"}]},
            "valueId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:c:green"}]}}
            """;
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:c:3"));
        var at = $"/submodels/{AasClient.Id("urn:c:3")}/submodel-elements";

        var told = await Aas.RefusedAsync(400, "POST", at, wrong);

        Assert.Equal(2, told.Count);
        Assert.Contains(told, t => t.Contains("AASd-002", StringComparison.Ordinal));
        Assert.Contains(told, t => t.Contains("AASd-007", StringComparison.Ordinal) && t.Contains("'GREEN'", StringComparison.Ordinal));
        Assert.Equal(201, await Aas.StatusAsync("POST", at, wrong.Replace("1st", "First", StringComparison.Ordinal).Replace("BLUE", "GREEN", StringComparison.Ordinal)));
    }

    async Task RefusedAsync(string rule, string method, string path, string json) =>
        Assert.Contains(rule, Assert.Single(await Aas.RefusedAsync(400, method, path, json)), StringComparison.Ordinal);

    static string Property(string value) => $$"""{"modelType":"Property","idShort":"Colour","valueType":"xs:string","value":"{{value}}","valueId":{{Code}}}""";

    static string Submodel(string id, string value) => $$"""{"modelType":"Submodel","id":"{{id}}","submodelElements":[{{Property(value)}}]}""";

    static string Concept(string id, string says) => $$$"""
        {"modelType":"ConceptDescription","id":"{{{id}}}","embeddedDataSpecifications":[{"dataSpecification":{"type":"ExternalReference","keys":[{"type":"GlobalReference",
        "value":"https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3"}]},"dataSpecificationContent":{"modelType":"DataSpecificationIec61360",
        "preferredName":[{"language":"en","text":"colour"}],"definition":[{"language":"en","text":"colour"}],{{{says}}}}}]}
        """;
}
