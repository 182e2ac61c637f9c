using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Werkstrom.Tests.Kernel;

public sealed class KernelEndpointsTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task An_agreement_is_drafted_put_into_force_and_revoked()
    {
        var draft = new
        {
            party = "Stadtwerk",
            title = "Index",
            scope = new[] { new { kind = "recordType", name = "order" } },
            mayWrite = false,
            purpose = "planning",
            resolution = "hour",
            validFrom = "2020-01-01T00:00:00Z",
        };
        var made = await host.Local.PostAsJsonAsync("/api/agreements", draft);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var address = made.Headers.Location!.ToString();

        Assert.False(await IsPermittedAsync());
        Assert.Equal(HttpStatusCode.OK, (await host.Local.PostAsync($"{address}/activate", null)).StatusCode);
        Assert.True(await IsPermittedAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await host.Local.PutAsJsonAsync(address, draft)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Local.PostAsync($"{address}/revoke", null)).StatusCode);
        Assert.False(await IsPermittedAsync());
    }

    [Fact]
    public async Task A_record_type_is_added_and_checks_rows()
    {
        var type = new { name = "visit", title = "Besuch", fields = new[] { new { name = "guest", title = "Gast", type = "text", isRequired = true } } };

        Assert.Equal(HttpStatusCode.Created, (await host.Local.PostAsJsonAsync("/api/record-types", type)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await host.Local.PostAsJsonAsync("/api/record-types", type)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Local.PostAsJsonAsync("/api/record-types/visit/check", new { guest = "Jürgen" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Local.PostAsJsonAsync("/api/record-types/visit/check", new { host = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Local.GetAsync("/api/record-types/nothing")).StatusCode);
    }

    [Theory]
    [InlineData("/api/agreements")]
    [InlineData("/api/record-types")]
    public async Task Without_credentials_nothing_is_shown(string address)
    {
        using var anonymous = host.Anonymous();

        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(address)).StatusCode);
    }

    async Task<bool> IsPermittedAsync()
    {
        var answer = await host.Local.PostAsJsonAsync("/api/agreements/check",
            new { party = "stadtwerk", access = "read", subject = new { kind = "recordType", name = "order" }, purpose = "planning" });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("isPermitted").GetBoolean();
    }
}
