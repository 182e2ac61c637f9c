namespace Werkstrom.Tests.Twins.Api;

/// <summary>Who may use the AAS API, and that each refusal has the form of the specification.</summary>
public sealed class GateTests : IClassFixture<GateTests.OpenHost>
{
    readonly Host _host;

    public GateTests(OpenHost open) => _host = open.Host;

    [Fact]
    public async Task Without_token_it_is_401_in_the_form_of_the_specification()
    {
        using var http = _host.Anonymous();

        await new AasClient(http).RefusedAsync(401, "POST", "/shells", AasSamples.Shell("urn:gate"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", "wst_wrong");
        await new AasClient(http).RefusedAsync(401, "DELETE", "/shells/" + AasClient.Id("urn:gate"));
    }

    [Fact]
    public async Task Reading_without_token_is_a_setting()
    {
        using var open = _host.Anonymous();
        Assert.Equal(200, await new AasClient(open).StatusAsync("GET", "/shells"));
        Host closed = new();
        await closed.InitializeAsync();
        using var shut = closed.Anonymous();
        await new AasClient(shut).RefusedAsync(401, "GET", "/shells");
        await closed.DisposeAsync();
    }

    [Fact]
    public async Task What_is_not_there_or_not_possible_is_refused_in_the_same_form()
    {
        AasClient aas = new(_host.Local);

        await aas.RefusedAsync(404, "GET", "/nothing");
        await aas.RefusedAsync(404, "POST", "/shells/a/b/c");
        await aas.RefusedAsync(405, "PATCH", "/shells");
        Assert.Equal(200, await aas.StatusAsync("GET", "/shells/"));
        using var text = new StringContent("hello");
        var answer = await _host.Local.PostAsync("/api/v3.0/shells", text);
        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Contains("application/json", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_other_sites_are_let_in_by_the_setting_only()
    {
        using var http = _host.Anonymous();
        using HttpRequestMessage ask = new(HttpMethod.Options, "/api/v3.0/shells") { Headers = { { "Origin", "https://aas.example" }, { "Access-Control-Request-Method", "POST" } } };
        using HttpRequestMessage other = new(HttpMethod.Get, "/api/v3.0/shells") { Headers = { { "Origin", "https://evil.example" } } };

        var allowed = await http.SendAsync(ask);
        var refused = await http.SendAsync(other);

        Assert.Equal((204, "https://aas.example"), ((int)allowed.StatusCode, allowed.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
    }

    /// <summary>Read without token, and by one other site.</summary>
    public sealed class OpenHost : IAsyncLifetime
    {
        public Host Host { get; } = new() { Configuration = { ["twins:anonymousRead"] = "true", ["twins:corsOrigins:0"] = "https://aas.example" } };

        public Task InitializeAsync() => Host.InitializeAsync();

        public Task DisposeAsync() => Host.DisposeAsync();
    }
}
