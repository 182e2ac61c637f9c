using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Speaks AAS Part 2 as a client would.</summary>
sealed class AasClient(HttpClient http)
{
    public static string Id(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public async Task<(int Status, JsonElement Body, HttpResponseMessage Answer)> SendAsync(string method, string path, string? json = null, string? ifMatch = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), "/api/v3.0" + path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType == "application/json";
        return ((int)answer.StatusCode, isJson ? JsonDocument.Parse(text, new() { MaxDepth = 256 }).RootElement : default, answer);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, body, _) = await SendAsync("GET", path);
        Assert.True(status == 200, $"{path}: {status} {body}");
        return body;
    }

    public async Task<int> StatusAsync(string method, string path, string? json = null) => (await SendAsync(method, path, json)).Status;

    /// <summary>A refusal with that status in the form of the specification; the texts of its messages.</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync(int expected, string method, string path, string? json = null, string? ifMatch = null)
    {
        var (status, body, _) = await SendAsync(method, path, json, ifMatch);
        Assert.True(status == expected, $"{method} {path}: {status} {body}");
        foreach (var message in body.GetProperty("messages").EnumerateArray())
        {
            Assert.Equal("Error", message.GetProperty("messageType").GetString());
            Assert.InRange(message.GetProperty("code").GetString()!.Length, 1, 32);
            Assert.EndsWith("Z", message.GetProperty("timestamp").GetString(), StringComparison.Ordinal);
        }

        return [.. body.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString()!)];
    }
}

/// <summary>Documents that conform.</summary>
static class AasSamples
{
    public static string Shell(string id, string idShort = "Mill", params string[] submodels) => $$"""
        {"modelType":"AssetAdministrationShell","idShort":"{{idShort}}","id":"{{id}}","assetInformation":{"assetKind":"Instance","globalAssetId":"{{id}}/asset",
        "specificAssetIds":[{"name":"serial","value":"{{idShort}}-1"}]}{{(submodels.Length == 0 ? "" : $",\"submodels\":[{string.Join(",", submodels.Select(Reference))}]")}}}
        """;

    public static string Reference(string submodel) => $$"""{"type":"ModelReference","keys":[{"type":"Submodel","value":"{{submodel}}"}]}""";

    public static string Submodel(string id, string idShort = "Data") => $$"""
        {"modelType":"Submodel","idShort":"{{idShort}}","id":"{{id}}","semanticId":{"type":"ExternalReference","keys":[{"type":"GlobalReference","value":"urn:meaning:{{idShort}}"}]},
        "submodelElements":[
        {"modelType":"Property","idShort":"Speed","valueType":"xs:double","value":"12.5"},
        {"modelType":"Property","idShort":"Name","valueType":"xs:string","value":"M1"},
        {"modelType":"MultiLanguageProperty","idShort":"Title","value":[{"language":"de","text":"Fräse"},{"language":"en","text":"Mill"}]},
        {"modelType":"Range","idShort":"Limits","valueType":"xs:int","min":"1","max":"9"},
        {"modelType":"Blob","idShort":"Bytes","value":"AQID","contentType":"application/octet-stream"},
        {"modelType":"File","idShort":"Manual","contentType":"application/pdf"},
        {"modelType":"SubmodelElementCollection","idShort":"Spindle","value":[{"modelType":"Property","idShort":"On","valueType":"xs:boolean","value":"true"},
          {"modelType":"SubmodelElementList","idShort":"Axes","typeValueListElement":"SubmodelElementCollection","value":[
            {"modelType":"SubmodelElementCollection","value":[{"modelType":"Property","idShort":"Position","valueType":"xs:int","value":"7"}]}]}]},
        {"modelType":"Operation","idShort":"Reset"}]}
        """;

    public static string Concept(string id) => $$"""{"modelType":"ConceptDescription","idShort":"Speed","id":"{{id}}"}""";
}
