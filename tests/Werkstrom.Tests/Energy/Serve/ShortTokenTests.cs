using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Energy.Serve;

/// <summary>Tokens for an hour, as clients of the GrünstromIndex ask for them.</summary>
public sealed class ShortTokenTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task A_token_of_the_house_gives_one_that_reads_for_an_hour_and_nothing_else()
    {
        var (_, key) = await host.ReaderAsync(Scopes.Admin);
        var (status, said) = await AskAsync(new { appid = key });
        Assert.Equal(HttpStatusCode.OK, status);
        var text = said.GetProperty("token").GetString()!;
        // what clients read of it without any key
        var payload = text.Split('.')[1];
        var claims = JsonDocument.Parse(Convert.FromBase64String(payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '='))).RootElement;
        Assert.Equal(said.GetProperty("expires").GetInt64(), claims.GetProperty("exp").GetInt64() * 1000);
        Assert.InRange(claims.GetProperty("exp").GetInt64() - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 3_400, 3_600);

        using var http = Client(text);
        using var read = await http.GetAsync("/v1/marketdata");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var write = await http.PostAsync("/api/energy/market/import", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Forbidden, write.StatusCode); // whatever the token behind it may
    }

    [Fact]
    public async Task It_ends_with_the_token_behind_it_and_cannot_be_changed_or_renewed()
    {
        var tokens = host.Services.GetRequiredService<Tokens>();
        var (made, key) = await tokens.CreateAsync(new("short", Scopes.Read), default);
        var text = (await AskAsync(new { appid = key })).Said.GetProperty("token").GetString()!;
        var parts = text.Split('.');
        var longer = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"iss":"werkstrom","sub":"token:{{made.Id}}","scope":"read","iat":1,"exp":9999999999}"""))).TrimEnd('=');
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"{parts[0]}.{longer}.{parts[2]}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("eyJ.x.y"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(new { appid = text })).Status);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(text));

        await tokens.RevokeAsync(made.Id, default);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(text));
    }

    [Fact]
    public async Task Whoever_has_no_token_of_the_house_gets_none()
    {
        var (status, said) = await AskAsync(new { appid = "0x21d4246b502A31DA473CB991b094ee6A74715de6" }); // what the client sends when nobody told it otherwise
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.True(said.GetProperty("err").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(new { appid = "wst_wrong" })).Status);
        var (_, writes) = await host.ReaderAsync(Scopes.Write);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(new { appid = writes })).Status);
    }

    HttpClient Client(string token)
    {
        var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var http = Client(token);
        using var answer = await http.GetAsync("/v1/marketdata");
        return answer.StatusCode;
    }

    async Task<(HttpStatusCode Status, JsonElement Said)> AskAsync(object body)
    {
        using var http = host.Anonymous();
        using var answer = await http.PostAsJsonAsync("/v2.0/auth/requestToken", body);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
