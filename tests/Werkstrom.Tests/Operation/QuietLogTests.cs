using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Operation;

/// <summary>Ordinary use warns of nothing: a warning that comes every day hides the one that matters.</summary>
public sealed class QuietLogTests(Host host) : IClassFixture<Host>
{
    const string Password = "vier Worte sind gut";

    [Fact]
    public async Task Forms_tokens_and_pages_that_are_never_kept_log_no_warning()
    {
        using var told = new Told();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(told);
        await host.Services.GetRequiredService<Accounts>().AddAsync(new("A", "a@b.example", Role.Admin, Password: Password, MustChangePassword: false), default);
        using var browser = new Browser(host.Address);
        using var login = await browser.LogInAsync("a@b.example", Password);
        foreach (var page in (string[])["/", "/setup/people", "/setup/tokens", "/setup/people/1", "/setup/audit", "/setup/status", "/setup/backup", "/plant"])
            Assert.True((await browser.Http.GetAsync(page)).IsSuccessStatusCode, page);
        using var made = await browser.SendAsync("/setup/tokens", "token", ("Name", "t"), ("Scope", "read,write"), ("Days", "365"));
        using var refused = await browser.Http.PostAsJsonAsync("api/setup/tokens", new { name = "x", scopes = "read" });
        var (_, key) = await host.Services.GetRequiredService<Tokens>().CreateAsync(new("t", Scopes.Read | Scopes.Write | Scopes.Engineer), default);
        using var program = host.Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var wrote = await program.PostAsync("write", new StringContent("quiet value=1"));
        using var asset = await program.PostAsJsonAsync("api/assets", new { name = "quiet2" });

        Assert.Equal([302, 403, 204, 201], new[] { made, refused, wrote, asset }.Select(answer => (int)answer.StatusCode));
        Assert.Empty(told.Lines);
    }
}
