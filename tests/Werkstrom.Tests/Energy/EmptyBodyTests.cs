using System.Net;
using System.Net.Http.Json;

namespace Werkstrom.Tests.Energy;

/// <summary>A body that lacks what is needed is told so by name, and changes nothing.</summary>
public sealed class EmptyBodyTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData("api/energy/partners/x", "remote")]
    [InlineData("api/energy/market/sources/entsoe", "place")]
    [InlineData("api/energy/bills/supplier", "'marketCode'")]
    public async Task An_empty_object_is_refused_by_name(string path, string said)
    {
        using var answer = await host.Local.PutAsJsonAsync(path, new { });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = (await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal);
        Assert.True(text.Contains(said, StringComparison.Ordinal), text);
    }
}
