using System.Net.Http.Headers;
using System.Text;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Every operation of the OpenAPI document of AAS Part 2 V3.0.3, with what fits and with much that does not.</summary>
public sealed class DeclaredTests(DeclaredTests.ServingHost serving) : IClassFixture<DeclaredTests.ServingHost>
{
    const string Document = "aas/openapi/v3.0.3/Entire-API-Collection";

    static readonly Dictionary<string, string> Names = new()
    {
        ["aasIdentifier"] = AasClient.Id("urn:d:shell"),
        ["submodelIdentifier"] = AasClient.Id("urn:d:submodel"),
        ["cdIdentifier"] = AasClient.Id("urn:d:concept"),
        ["packageId"] = AasClient.Id("none"),
        ["handleId"] = AasClient.Id("none"),
        ["idShortPath"] = "Speed",
    };

    // the element 'Speed' is no operation and holds no elements or file; there is no package, link, descriptor, thumbnail or run; shell, submodel and concept are there already
    static readonly string[] Nothing =
    [
        "POST /shells", "POST /submodels", "POST /concept-descriptions", "POST /shell-descriptors/{aasIdentifier}/submodel-descriptors",
        "invoke", "invoke/$value", "invoke-async", "invoke-async/$value", "invoke-asnyc/$value", "{handleId}", "{handleId}/$value", "thumbnail", "attachment", "{packageId}",
        "GET /lookup/shells/{aasIdentifier}", "DELETE /lookup/shells/{aasIdentifier}", "POST /packages", "DELETE /shell-descriptors/{aasIdentifier}", "DELETE /submodel-descriptors/{submodelIdentifier}",
        "PUT /shell-descriptors/{aasIdentifier}/submodel-descriptors/{submodelIdentifier}", "DELETE /shell-descriptors/{aasIdentifier}/submodel-descriptors/{submodelIdentifier}",
    ];

    static readonly string[] Queries =
    [
        "limit=0", "limit=-1", "limit=x", "limit=99999999999999999999", "cursor=x", "cursor=" + "A0".PadLeft(4_000, 'A'), "level=x", "extent=x", "level=core&extent=withBlobValue",
        "assetIds=x", "assetIds=e30", "semanticId=x!", "semanticId=e30", "idShort=" + "a".PadLeft(3_000, 'a'), "aasIds=x!", "submodelIds=eA", "isCaseOf=%00", "aasId=!", "assetKind=x", "assetType=!",
        "includeConceptDescriptions=perhaps",
    ];

    static readonly string[] Bodies =
    [
        "", "{", "[]", "{}", "null", "1", "\"x\"", "[null]", "{\"modelType\":\"Nothing\"}", "{\"modelType\":1}", "{\"id\":null}", "{\"a\":\"\\ud800\"}",
        new string('[', 5_000), "{\"modelType\":\"Property\",\"valueType\":\"xs:int\",\"idShort\":\"" + new string('a', 1 << 20) + "\"}",
    ];

    readonly Host _host = serving.Host;

    /// <summary>210 operations; none fails, and each answers with a status that it declares.</summary>
    [DataFact(Document)]
    public async Task No_operation_fails_whatever_it_is_sent()
    {
        var operations = DeclaredOperation.Read(Path.Combine(SharedData.Path(Document), "V3.0.yaml"));
        Assert.Equal(210, operations.Count);
        List<string> wrong = [];
        foreach (var operation in operations)
        {
            await SeedAsync();
            foreach (var (path, body, type) in Requests(operation))
                await CheckAsync(operation, path, body, type, wrong);
        }

        Assert.Empty(wrong);
    }

    /// <summary>With what fits, each operation answers with success; those that do not have nothing to work on.</summary>
    [DataFact(Document)]
    public async Task What_fits_is_answered_with_success()
    {
        List<string> refused = [];
        AasClient aas = new(_host.Local);
        foreach (var operation in DeclaredOperation.Read(Path.Combine(SharedData.Path(Document), "V3.0.yaml")))
        {
            await aas.StatusAsync("DELETE", $"/shells/{Names["aasIdentifier"]}");
            await aas.StatusAsync("DELETE", $"/submodels/{Names["submodelIdentifier"]}");
            await SeedAsync();
            if (await SendAsync(operation.Method, Fill(operation.Path, Names), Fitting(operation), operation.Body) >= 400)
                refused.Add($"{operation.Method} {operation.Path}");
        }

        var surprising = refused.Where(r => !Nothing.Any(n => r.EndsWith(n, StringComparison.Ordinal)) && !(r.StartsWith("POST", StringComparison.Ordinal) && r.EndsWith("/submodel-elements/{idShortPath}", StringComparison.Ordinal)));
        Assert.True(!surprising.Any(), string.Join('\n', surprising));
    }

    async Task SeedAsync()
    {
        AasClient aas = new(_host.Local);
        await aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:d:shell", "Mill", "urn:d:submodel"));
        await aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:d:submodel"));
        await aas.StatusAsync("POST", "/concept-descriptions", AasSamples.Concept("urn:d:concept"));
    }

    static IEnumerable<(string Path, string? Body, string? Type)> Requests(DeclaredOperation operation)
    {
        var fitting = Fitting(operation);
        var path = Fill(operation.Path, Names);
        foreach (var query in Queries)
            yield return ($"{path}?{query}", fitting, operation.Body);
        foreach (var name in Names.Keys.Where(n => operation.Path.Contains($"{{{n}}}", StringComparison.Ordinal)))
        {
            foreach (var other in new[] { "!", "gIA", AasClient.Id("urn:unknown"), "a..b", "Speed[99999999999]", "%7F", new string('A', 5_000) })
                yield return (Fill(operation.Path, new(Names) { [name] = other }), fitting, operation.Body);
        }

        foreach (var body in operation.Body is null ? [] : Bodies)
        {
            yield return (path, body, "application/json");
            yield return (path, body, operation.Body);
        }

        if (operation.Body is not null)
            yield return (path, "hello", "text/plain");
        yield return (path, fitting, operation.Body);
    }

    async Task CheckAsync(DeclaredOperation operation, string path, string? body, string? type, List<string> wrong)
    {
        var status = await SendAsync(operation.Method, path, body, type);
        // 'default' stands for refusals that are not named
        var isDeclared = operation.Statuses.Contains($"{status}") || (operation.Statuses.Contains("default") && status is 400 or 404 or 409 or 415);
        if (!isDeclared)
            wrong.Add($"{operation.Method} {path[..Math.Min(path.Length, 200)]} ({type}: {body?[..Math.Min(body.Length, 60)]}): {status}");
    }

    async Task<int> SendAsync(string method, string path, string? body, string? type)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), "/api/v3.0" + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type == "multipart/form-data" ? "multipart/form-data; boundary=x" : type ?? "application/json");
        }

        using var answer = await _host.Local.SendAsync(request);
        if ((int)answer.StatusCode >= 400 && !(await answer.Content.ReadAsStringAsync()).StartsWith("{\"messages\":[{", StringComparison.Ordinal))
            Assert.Fail($"{method} {path}: {answer.StatusCode} without messages");
        return (int)answer.StatusCode;
    }

    static string Fill(string path, Dictionary<string, string> names) => names.Aggregate(path, (p, n) => p.Replace($"{{{n.Key}}}", n.Value, StringComparison.Ordinal));

    static string? Fitting(DeclaredOperation operation) => operation.Body switch
    {
        null => null,
        "multipart/form-data" => "--x\r\nContent-Disposition: form-data; name=\"fileName\"\r\n\r\na.txt\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n",
        _ when operation.Path.EndsWith("$value", StringComparison.Ordinal) => operation.Path.Contains("idShortPath", StringComparison.Ordinal) ? "1.5" : "{\"Speed\":1.5}",
        _ when operation.Path.EndsWith("submodel-refs", StringComparison.Ordinal) => AasSamples.Reference("urn:d:other"),
        _ when operation.Path.Contains("asset-information", StringComparison.Ordinal) => "{\"assetKind\":\"Instance\",\"globalAssetId\":\"urn:d:asset\"}",
        _ when operation.Path.Contains("lookup", StringComparison.Ordinal) => "[{\"name\":\"serial\",\"value\":\"1\"}]",
        _ when operation.Path.Contains("submodel-descriptors", StringComparison.Ordinal) => Descriptor("urn:d:submodel"),
        _ when operation.Path.Contains("shell-descriptors", StringComparison.Ordinal) => Descriptor("urn:d:shell"),
        _ when operation.Path.Contains("invoke", StringComparison.Ordinal) => "{\"clientTimeoutDuration\":\"PT1S\"}",
        _ when operation.Path.EndsWith("$metadata", StringComparison.Ordinal) => "{\"category\":\"PARAMETER\"}",
        _ when operation.Path.EndsWith("submodel-elements", StringComparison.Ordinal) => "{\"modelType\":\"Property\",\"idShort\":\"New\",\"valueType\":\"xs:int\"}",
        _ when operation.Path.Contains("submodel-elements", StringComparison.Ordinal) => "{\"modelType\":\"Property\",\"idShort\":\"Speed\",\"valueType\":\"xs:double\",\"value\":\"3\"}",
        _ when operation.Path.Contains("submodels", StringComparison.Ordinal) || operation.Path == "/submodel" => AasSamples.Submodel("urn:d:submodel"),
        _ when operation.Path.Contains("concept-descriptions", StringComparison.Ordinal) => AasSamples.Concept("urn:d:concept"),
        _ => AasSamples.Shell("urn:d:shell", "Mill", "urn:d:submodel"),
    };

    static string Descriptor(string id) => $$"""{"id":"{{id}}","endpoints":[{"interface":"SUBMODEL-3.0","protocolInformation":{"href":"https://other.example/x"} }]}""";

    /// <summary>Serves one shell and one submodel at the root too.</summary>
    public sealed class ServingHost : IAsyncLifetime
    {
        public Host Host { get; } = new() { Configuration = { ["twins:serviceShell"] = "urn:d:shell", ["twins:serviceSubmodel"] = "urn:d:submodel" } };

        public Task InitializeAsync() => Host.InitializeAsync();

        public Task DisposeAsync() => Host.DisposeAsync();
    }
}
