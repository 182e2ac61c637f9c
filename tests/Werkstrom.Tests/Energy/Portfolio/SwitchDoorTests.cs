using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Energy.Portal;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Waiting;
using static Werkstrom.Tests.Energy.Portfolio.SwitchTown;

namespace Werkstrom.Tests.Energy.Portfolio;

/// <summary>Who may open the desk and its switches, and who has what waits there on the first page.</summary>
public sealed class SwitchDoorTests
{
    [Fact]
    public async Task Nobody_but_the_house_opens_the_desk_and_only_who_may_see_it_has_it_on_the_first_page()
    {
        await using var town = await TownAsync(Engine.Sqlite);
        var people = town.Host.Services.GetRequiredService<Accounts>();
        var addresses = town.Host.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/') is var path && (path.StartsWith("energy/desk", StringComparison.Ordinal) || path.StartsWith("api/energy/desk", StringComparison.Ordinal))).ToList();
        Assert.True(addresses.Count > 30, $"{addresses.Count}");
        foreach (var role in (Role[])[Role.Partner, Role.Customer, Role.Viewer])
        {
            var (_, person) = await people.AddAsync(new($"{role}", $"{role}@example.org", role, null, PortalTown.Password, MustChangePassword: false), default);
            foreach (var address in addresses)
                Assert.False(await OthersTests.MayAsync(town.Host.Services, Identities.Of(person!), address), $"{role} {address.RoutePattern.RawText}");
            using Werkstrom.Tests.Setup.Browser browser = new(town.Host.Address);
            using var entered = await browser.LogInAsync($"{role}@example.org", PortalTown.Password);
            Assert.Contains(await PortalTown.StatusAsync(browser, "/energy/desk/switches"), (HttpStatusCode[])[HttpStatusCode.Found, HttpStatusCode.Forbidden]);
            Assert.Equal(HttpStatusCode.Forbidden, await PortalTown.StatusAsync(browser, "/api/energy/desk/switches"));
        }

        // an operator looks and does not change
        using var token = await town.Host.Local.PostAsJsonAsync("api/setup/tokens", new { name = "operator", scopes = "write,read" });
        using HttpClient operating = new() { BaseAddress = town.Host.Address };
        operating.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, (await operating.GetAsync("/api/energy/desk/switches")).StatusCode);
        using var refused = await operating.PostAsJsonAsync("/api/energy/desk/switches", new { tariff = "dear", from = Iso(Day) });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await StateAsync(town.Host.Local, await StartAsync(town.Host.Local, new { tariff = "dear", from = Iso(Day) }), "ready");
        var first = await town.Host.Local.GetStringAsync("/"); // without any machine
        Assert.Contains("/energy/desk/switches/1", first, StringComparison.Ordinal);
        Assert.Contains("Something waits at the desk; none of it is urgent.", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Machines that send", first, StringComparison.Ordinal);
        using (await town.Host.Local.PostAsync("/api/energy/desk/switches/1/discard", null))
            first = await town.Host.Local.GetStringAsync("/");
        Assert.Contains("Nothing waits at the desk.", first, StringComparison.Ordinal);
        Assert.Contains("Contracts that hold now: 6", first, StringComparison.Ordinal);
        using Werkstrom.Tests.Setup.Browser viewer = new(town.Host.Address);
        using var looked = await viewer.LogInAsync("Viewer@example.org", PortalTown.Password);
        Assert.DoesNotContain("/energy/desk", await PortalTown.PageAsync(viewer, "/"), StringComparison.Ordinal);
    }
}
