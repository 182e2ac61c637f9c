using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Setup.Operation;

namespace Werkstrom.Tests.Setup;

public sealed class SetupPagesTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/setup/people")]
    [InlineData("/setup/tokens")]
    [InlineData("/setup/audit")]
    [InlineData("/setup/status")]
    [InlineData("/setup/backup")]
    public async Task An_admin_sees_the_page(string page)
    {
        using var answer = await host.Local.GetAsync(page);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/setup/people")]
    [InlineData("/setup/audit")]
    [InlineData("/api/setup/audit")]
    [InlineData("/api/setup/backups")]
    [InlineData("/api/setup/people")]
    public async Task Nobody_but_an_admin_gets_it(string address)
    {
        var key = (await host.Services.GetRequiredService<Tokens>().CreateAsync(new("engineer", Scopes.Engineer), default)).Key;
        using var http = host.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);

        using var answer = await http.GetAsync(address);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_change_stands_in_the_audit_with_who_before_and_after_and_without_secrets()
    {
        var added = await host.Local.PostAsJsonAsync("api/setup/people", new { name = "Otto", mail = "otto@werk.example", role = "viewer" });
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("person").GetProperty("id").GetInt32();

        using var changed = await host.Local.PutAsJsonAsync($"api/setup/people/{id}/role", new { role = "engineer" });

        var rows = await host.Local.GetFromJsonAsync<JsonElement>($"api/setup/audit?entity=kernel_person&key={id}&action=changed");
        var row = rows[0];
        Assert.Equal(("local", "changed"), (row.GetProperty("actor").GetString(), row.GetProperty("action").GetString()));
        Assert.Equal("Viewer", row.GetProperty("before").GetProperty("role").GetString());
        Assert.Equal("Engineer", row.GetProperty("after").GetProperty("role").GetString());
        Assert.Equal("•••", row.GetProperty("after").GetProperty("stamp").GetString());
    }

    [Fact]
    public async Task A_refused_log_in_stands_in_the_audit()
    {
        using var browser = new Browser(host.Address);
        using var answer = await browser.LogInAsync("admin", "whatever it is");

        var rows = await host.Local.GetFromJsonAsync<JsonElement>("api/setup/audit?action=login.failed&key=admin");

        Assert.Equal("127.0.0.1", Assert.Single(rows.EnumerateArray()).GetProperty("address").GetString());
    }

    [Fact]
    public async Task The_last_admin_stays()
    {
        var people = await host.Local.GetFromJsonAsync<JsonElement>("api/setup/people");
        var admin = people.EnumerateArray().Single(p => p.GetProperty("mail").GetString() == "admin").GetProperty("id").GetInt32();

        using var answer = await host.Local.PutAsJsonAsync($"api/setup/people/{admin}/role", new { role = "viewer" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void A_disk_that_loses_one_tenth_an_hour_is_full_when_the_line_meets_zero() =>
        Assert.Equal(Noon.AddHours(8), DiskTrend.FullAt([(Noon.AddHours(-2), 1000), (Noon.AddHours(-1), 900), (Noon, 800)]));

    [Fact]
    public void A_disk_that_does_not_fill_is_never_full() =>
        Assert.Null(DiskTrend.FullAt([(Noon.AddHours(-2), 800), (Noon, 900)]));
}
