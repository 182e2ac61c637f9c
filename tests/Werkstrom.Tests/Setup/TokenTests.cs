using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Setup;

public sealed class TokenTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public async Task The_socket_is_the_local_admin()
    {
        var me = await host.Local.GetFromJsonAsync<JsonElement>("api/setup/me");

        Assert.Equal("local", me.GetProperty("actor").GetString());
    }

    [Fact]
    public async Task Without_credentials_the_api_answers_401_with_a_problem()
    {
        using var answer = await host.Anonymous().GetAsync("api/setup/tokens");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_page_without_credentials_leads_to_the_log_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "plant?x=1");
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await host.Anonymous().SendAsync(request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/login?returnUrl=%2Fplant%3Fx%3D1", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Token")]
    public async Task A_token_opens_as_bearer_and_as_influx_clients_send_it(string scheme)
    {
        var key = await NewTokenAsync(Scopes.Admin);

        Assert.Equal(HttpStatusCode.OK, await GetAsync("api/setup/tokens", new(scheme, key)));
    }

    [Theory] // only the endpoints that take samples know how to keep such a token within its assets
    [InlineData("write", HttpStatusCode.NoContent)]
    [InlineData("api/events", HttpStatusCode.Forbidden)]
    [InlineData("api/condition/work", HttpStatusCode.Forbidden)]
    [InlineData("api/energy/contracts", HttpStatusCode.Forbidden)]
    public async Task A_token_that_is_bound_to_an_asset_may_only_send(string path, HttpStatusCode status)
    {
        var asset = (await host.SignalAsync("bound/speed")).AssetId;
        using var made = await host.Local.PostAsJsonAsync("api/setup/tokens", new { name = $"bound-{Guid.NewGuid():n}", scopes = "write", assetId = asset });
        var key = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString();
        using HttpRequestMessage request = new(path == "api/energy/contracts" ? HttpMethod.Get : HttpMethod.Post, path) { Headers = { Authorization = new("Bearer", key) } };
        if (request.Method == HttpMethod.Post)
            request.Content = path == "write" ? new StringContent("bound speed=1") : JsonContent.Create(new { });

        using var answer = await host.Anonymous().SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_as_the_password_of_basic()
    {
        var key = await NewTokenAsync(Scopes.Admin);
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + key));

        Assert.Equal(HttpStatusCode.OK, await GetAsync("api/setup/tokens", new("Basic", pair)));
    }

    [Fact]
    public async Task A_token_in_the_query_opens_only_where_influx_clients_send_it()
    {
        var key = await NewTokenAsync(Scopes.Admin);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync($"api/setup/tokens?u=x&p={key}", null));
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused()
    {
        var key = await NewTokenAsync(Scopes.Read | Scopes.Write | Scopes.Engineer);

        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync("api/setup/tokens", new("Bearer", key)));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        var tokens = host.Services.GetRequiredService<Tokens>();
        var (token, key) = await tokens.CreateAsync(new("press", Scopes.Admin), default);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("api/setup/tokens", new("Bearer", key)));

        await tokens.RevokeAsync(token.Id, default);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("api/setup/tokens", new("Bearer", key)));
    }

    [Theory]
    [InlineData("wst_nothing")]
    [InlineData("")]
    [InlineData("wst_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_wrong_token_is_refused(string key) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync("api/setup/tokens", new("Bearer", key)));

    [Fact]
    public async Task The_key_of_a_made_token_is_shown_once_and_never_listed()
    {
        using var made = await host.Local.PostAsJsonAsync("api/setup/tokens", new { name = "Presse Ü", scopes = "read,write" });
        var key = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;

        var list = await host.Local.GetStringAsync("api/setup/tokens");

        Assert.StartsWith("wst_", key);
        Assert.Contains(key[..8], list);
        Assert.DoesNotContain(key, list);
    }

    [Theory]
    [InlineData("x", "everything", null)]
    [InlineData("", "read", null)]
    [InlineData("x", "read", 3)]
    public async Task An_impossible_token_is_refused_with_its_reason(string name, string scopes, int? assetId)
    {
        using var answer = await host.Local.PostAsJsonAsync("api/setup/tokens", new { name, scopes, assetId });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_token_is_said_at_once()
    {
        using var answer = await host.Local.PostAsJsonAsync(
            "api/setup/tokens", new { scopes = "wrte", asset = "nope", topics = "alow x", certificate = "zz", limits = new Dictionary<string, long> { ["foo"] = 1, ["receiveMaximum"] = -1 } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["asset", "certificate", "limits", "name", "scopes", "topics"], errors.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, errors.GetProperty("limits").GetArrayLength());
    }

    [Fact]
    public async Task The_page_shows_a_key_once_and_loading_it_again_makes_no_second_token()
    {
        await host.Services.GetRequiredService<Accounts>().AddAsync(new("Once", "once@werk.example", Role.Admin, Password: "langes-Kennwort-17", MustChangePassword: false), default);
        using Browser browser = new(host.Address);
        using var login = await browser.LogInAsync("once@werk.example", "langes-Kennwort-17");

        using var made = await browser.SendAsync("/setup/tokens", "token", ("Name", "einmalig"), ("Scope", "read"), ("Days", "30"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var page = made.Headers.Location!.ToString();
        var theirs = await host.Local.GetStringAsync(page); // somebody else who has the address
        var first = await browser.Http.GetStringAsync(page);
        var second = await browser.Http.GetStringAsync(page);

        Assert.DoesNotContain("value=\"wst_", theirs);
        var key = System.Text.RegularExpressions.Regex.Match(first, "value=\"(wst_[^\"]+)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.OK, await GetAsync("api/signals", new("Bearer", key)));
        Assert.DoesNotContain(key, second);
        Assert.Contains("This key was shown already", second);
        Assert.Single(await host.Services.GetRequiredService<Tokens>().ListAsync(default), token => token.Name == "einmalig");
    }

    async Task<string> NewTokenAsync(Scopes scopes) =>
        (await host.Services.GetRequiredService<Tokens>().CreateAsync(new("test", scopes), default)).Key;

    async Task<HttpStatusCode> GetAsync(string address, AuthenticationHeaderValue? authorization)
    {
        using var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = authorization;
        using var answer = await http.GetAsync(address);
        return answer.StatusCode;
    }
}
