using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Setup;
using static Werkstrom.Tests.Energy.Portal.PortalTown;

namespace Werkstrom.Tests.Energy.Portal;

/// <summary>A customer tries the others and the house: by number, by export, by stream, by every address there is.</summary>
public sealed partial class OthersTests
{
    [Fact]
    public async Task What_belongs_to_others_is_not_there()
    {
        await using var town = await PortalTown.StartAsync();
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        await town.CustomerAsync(2, "flat");
        await town.BillAsync();
        using var customer = await town.EnterAsync(1);
        using var other = await town.EnterAsync(2);
        var theirs = town.BillOf["V-2"];

        foreach (var page in (string[])["/my?contract=V-2", "/my/plan?contract=V-2", "/my/use?contract=V-2", "/my/me?contract=V-2", $"/my/bills/{theirs}", $"/my/bills/{theirs}/lines/1", $"/my/bills/{theirs}/file", "/my/bills/draft-1",
            "/api/my/days?contract=V-2", "/api/my/plan?contract=V-2", "/api/my/use?contract=V-2", $"/api/my/bills/{theirs}", $"/api/my/bills/{theirs}/lines/1"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(customer, page));
        }

        Assert.DoesNotContain(theirs, await PageAsync(customer, "/my/bills"), StringComparison.Ordinal);
        Assert.DoesNotContain(theirs, await PageAsync(customer, "/api/my/bills"), StringComparison.Ordinal);
        Assert.DoesNotContain("V-2", await PageAsync(customer, "/api/my/contracts"), StringComparison.Ordinal);
        Assert.EndsWith("fault=form.gone", await ClickAsync(customer, "/my/me", "/my/me/consent", "value=\"Detail\"", ("contract", "V-2"), ("kind", "Detail")), StringComparison.Ordinal);
        var token = Token().Match(await PageAsync(customer, "/my/me")).Groups[1].Value;
        Dictionary<string, string> question = new() { ["__RequestVerificationToken"] = token, ["_handler"] = "ask", ["kind"] = "question", ["text"] = "In the name of another" };
        using (var asked = await customer.Http.PostAsync("/my/me?contract=V-2", new FormUrlEncodedContent(question)))
            Assert.InRange((int)asked.StatusCode, 400, 499);
        Assert.DoesNotContain("In the name of another", await PageAsync(other, "/my/me"), StringComparison.Ordinal);
        Assert.DoesNotContain("On since", await PageAsync(other, "/my/me"), StringComparison.Ordinal);
        Assert.Contains("Erika Muster 2", await PageAsync(other, "/my/me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_all_addresses_a_customer_may_use_the_own_ones_and_the_public_ones()
    {
        await using var town = await PortalTown.StartAsync();
        var people = town.Host.Services.GetRequiredService<Accounts>();
        var (_, person) = await people.AddAsync(new("K-1", "k@example.org", Role.Customer, null, Password, MustChangePassword: false), default);
        var user = Identities.Of(person!);
        List<string> open = [], anonymous = [];
        foreach (var endpoint in town.Host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => !IsAsset(e)))
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                anonymous.Add(endpoint.RoutePattern.RawText!);
            else if (await MayAsync(town.Host.Services, user, endpoint))
                open.Add(endpoint.RoutePattern.RawText!);
        }

        Assert.NotEmpty(open);
        Assert.Empty(open.Where(o => !IsOwn(o)).Distinct());
        // those that ask at a door of their own: they refuse a customer, too
        using Browser browser = new(town.Host.Address);
        using var entered = await browser.LogInAsync("k@example.org", Password);
        Assert.EndsWith("/my", entered.Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var door in (string[])["/v1/marketdata", "/price", "/signal?country=de", "/v2.0/gsi/prediction?zip=12345", "/api/energy/tariffs.json", "/query?q=SHOW+DATABASES", "/api/live", "/api/search?q=K-1", "/metrics"])
            Assert.Contains(await StatusAsync(browser, door), (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.Found]);
        Assert.NotEmpty(anonymous);
    }

    internal static async Task<bool> MayAsync(IServiceProvider services, ClaimsPrincipal user, RouteEndpoint endpoint)
    {
        await using var scope = services.CreateAsyncScope();
        var policies = scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>();
        var data = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        var policy = await AuthorizationPolicy.CombineAsync(policies, data, endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>()) ?? await policies.GetFallbackPolicyAsync();
        DefaultHttpContext http = new() { User = user, RequestServices = scope.ServiceProvider };
        http.SetEndpoint(endpoint);
        return (await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, http, policy!)).Succeeded;
    }

    // the own pages, the own account, and who one is
    static bool IsOwn(string route) => route.TrimStart('/') is var path
        && (path is "my" or "account" or "account/password" or "denied" or "api/setup/me" || path.StartsWith("my/", StringComparison.Ordinal) || path.StartsWith("api/my", StringComparison.Ordinal));

    static bool IsAsset(RouteEndpoint e) => e.Metadata.Any(m => m.GetType().Name is "StaticAssetDescriptor" or "BuildAssetMetadata")
        || e.RoutePattern.RawText?.StartsWith("/_framework", StringComparison.Ordinal) == true || e.DisplayName == "Fallback {**path:file}";

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
