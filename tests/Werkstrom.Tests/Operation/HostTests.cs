using System.Net;
using System.Net.Http.Json;

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

    [Theory]
    [InlineData("metrics")]
    [InlineData("openapi/v1.json")]
    public async Task Operators_pages_need_a_right(string path)
    {
        using var client = host.Anonymous();

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
