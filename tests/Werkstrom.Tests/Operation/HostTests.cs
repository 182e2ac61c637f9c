using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Werkstrom.Tests.Operation;

public sealed class HostTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task Given_a_started_host_When_asked_Then_it_is_ready()
    {
        using var client = host.Anonymous();

        var answer = await client.GetFromJsonAsync<Dictionary<string, string>>("health/ready");

        Assert.Equal("ready", answer!["status"]);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_and_frames()
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync(new Uri("health/live", UriKind.Relative));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_says_units_and_ranges_and_what_errors_look_like()
    {
        var document = JsonNode.Parse(await host.Local.GetStringAsync("openapi/v1.json"))!;
        var (schemas, paths) = (document["components"]!["schemas"]!, document["paths"]!);

        Assert.StartsWith("0 (far beyond its limit)", (string)schemas["HealthSummary"]!["properties"]!["index"]!["description"]!, StringComparison.Ordinal);
        Assert.Equal("Lower bound, in days.", (string)schemas["LifeSaidView"]!["properties"]!["lower"]!["description"]!);
        Assert.Equal("How long that took, in seconds.", (string)schemas["BacktestView"]!["properties"]!["seconds"]!["description"]!);
        Assert.NotNull(paths["/api/condition/life/{assetId}"]!["get"]!["responses"]!["404"]!["content"]!["application/problem+json"]);
        Assert.NotNull(paths["/api/condition/rules/{id}"]!["get"]!["responses"]!["404"]!["content"]!["application/problem+json"]);
        // two modules call an answer RuleView: each has its own schema
        var rule = (string)paths["/api/condition/rules/{id}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!;
        Assert.NotNull(schemas[rule.Split('/')[^1]]!["properties"]!["stopped"]);
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("openapi/v1.json")]
    public async Task Operators_pages_need_a_right(string path)
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "nope", HttpStatusCode.NotFound)]
    [InlineData("POST", "nope", HttpStatusCode.NotFound)]
    [InlineData("POST", "api/nope", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "api/signals/1/nope", HttpStatusCode.NotFound)]
    [InlineData("PUT", "api/signals", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_not_called_forbidden(string method, string path, HttpStatusCode status)
    {
        using HttpRequestMessage request = new(new(method), path);
        using var answer = await host.Local.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        using var client = host.Anonymous();
        using HttpRequestMessage stranger = new(new(method), path);
        using var closed = await client.SendAsync(stranger);
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest, "The body is no JSON (line 1, byte 2).")]
    [InlineData("""{"name":5}""", "application/json", HttpStatusCode.BadRequest, "$.name is of another kind")]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest, "an object is wanted")]
    [InlineData("""{"name":"x"}""", "text/plain", HttpStatusCode.UnsupportedMediaType, "content-type: application/json")]
    public async Task A_body_that_cannot_be_read_is_said_to_be_so(string body, string type, HttpStatusCode status, string said)
    {
        using StringContent content = new(body, System.Text.Encoding.UTF8, type);
        using var answer = await host.Local.PostAsync(new Uri("api/setup/tokens", UriKind.Relative), content);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing?page=abc")]
    [InlineData("setup/topics/rule?id=99999999999999999999")]
    public async Task A_number_in_the_address_of_a_page_that_is_none_leads_nowhere(string path)
    {
        using var answer = await host.Local.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
