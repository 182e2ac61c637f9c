using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Setup;

namespace Werkstrom.Tests.Cooperation;

/// <summary>People of other firms see pilots, laboratories that are shared, and their own account, and nothing of the house.</summary>
public sealed class PartnerSeesTests(Host host) : IClassFixture<Host>
{
    static readonly string[] Own = ["account", "account/password", "denied", "api/setup/me"];

    // a laboratory that nobody shared is not found there: LabTests
    static readonly string[] Shared = ["energy/lab/{id:long}", "api/energy/lab/saved/{id:long}"];

    [Fact]
    public async Task No_address_of_the_house_lets_a_partner_in()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var user = Identities.Of((await host.Services.GetRequiredService<Accounts>().FindAsync(people.Mail("berta"), default))!);
        List<string> open = [];
        foreach (var endpoint in host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is not null))
        {
            if (await MayAsync(user, endpoint))
                open.Add(endpoint.RoutePattern.RawText!.TrimStart('/'));
        }

        Assert.Contains("pilots/{Id:int}", open);
        Assert.DoesNotContain(open, o => !Own.Contains(o) && o != "pilots" && !o.StartsWith("pilots/", StringComparison.Ordinal) && !o.StartsWith("api/pilots/", StringComparison.Ordinal)
            && !Array.Exists(Shared, s => o.StartsWith(s, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain("pilots/new", open);
    }

    [Fact]
    public async Task A_partner_begins_at_the_pilots_and_the_doors_that_ask_themselves_stay_shut()
    {
        using var people = await PilotPeople.OpenAsync(host);
        using Browser browser = new(host.Address);
        using var entered = await browser.LogInAsync(people.Mail("berta"), PilotPeople.Password);
        Assert.EndsWith("/pilots", entered.Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var door in (string[])["/v1/marketdata", "/price", "/v2.0/gsi/prediction?zip=12345", "/api/energy/tariffs.json", "/query?q=SHOW+DATABASES", "/api/live", "/api/search?q=K-1", "/my"])
        {
            using var answer = await browser.Http.GetAsync(new Uri(door, UriKind.Relative));
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.Found]);
        }
    }

    async Task<bool> MayAsync(System.Security.Claims.ClaimsPrincipal user, RouteEndpoint endpoint)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var policies = scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>();
        var policy = await AuthorizationPolicy.CombineAsync(policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>());
        DefaultHttpContext http = new() { User = user, RequestServices = scope.ServiceProvider };
        http.SetEndpoint(endpoint);
        return (await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, http, policy!)).Succeeded;
    }
}
