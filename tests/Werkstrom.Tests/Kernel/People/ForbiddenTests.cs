using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Kernel.People;

/// <summary>What a token is told that may not do something.</summary>
public sealed class ForbiddenTests(Host host) : IClassFixture<Host>
{
    [Theory]
    [InlineData(Scopes.Write, "a token with the scopes read,write.")] // it has write already: where the group is for readers it needs both
    [InlineData(Scopes.Read, "a token with the scopes read,write.")]
    public async Task The_scopes_that_are_needed_are_all_named(Scopes has, string told)
    {
        var (_, key) = await host.Services.GetRequiredService<Tokens>().CreateAsync(new("program", has), default);
        using var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var answer = await http.PostAsJsonAsync("api/condition/work", new { title = "Riemen" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.EndsWith(told, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
