using System.Text.Json;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>The services of one single shell and one single submodel.</summary>
public sealed class ServiceTests(Host host) : IClassFixture<Host>
{
    const string Aas30 = "https://admin-shell.io/aas/API/3/0/";

    AasClient Aas => new(host.Local);

    [Fact]
    public async Task Each_shell_and_submodel_has_a_base_of_its_own()
    {
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:s:data"));
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:s:mill", "Mill", "urn:s:data"));
        var (shell, submodel) = ($"/services/{AasClient.Id("urn:s:mill")}", $"/services/{AasClient.Id("urn:s:data")}");

        Assert.Equal("Mill", (await Aas.GetAsync(shell + "/aas")).GetProperty("idShort").GetString());
        Assert.Equal(12.5, (await Aas.GetAsync($"{shell}/aas/submodels/{AasClient.Id("urn:s:data")}/$value")).GetProperty("Speed").GetDouble());
        Assert.Equal(204, await Aas.StatusAsync("PATCH", submodel + "/submodel/submodel-elements/Speed/$value", "\"7.5\""));
        Assert.Equal(7.5, (await Aas.GetAsync(submodel + "/submodel/$value")).GetProperty("Speed").GetDouble());
        Assert.Equal([Aas30 + "AssetAdministrationShellServiceSpecification/SSP-001", Aas30 + "AssetAdministrationShellServiceSpecification/SSP-002"], Profiles(await Aas.GetAsync(shell + "/description")));
        Assert.Contains(Aas30 + "SubmodelServiceSpecification/SSP-001", Profiles(await Aas.GetAsync(submodel + "/description")));
        var (_, _, made) = await Aas.SendAsync("POST", submodel + "/submodel/submodel-elements", """{"modelType":"Property","idShort":"More","valueType":"xs:int"}""");
        Assert.Equal("/api/v3.0" + submodel + "/submodel/submodel-elements/More", made.Headers.Location!.ToString());
    }

    [Fact]
    public async Task What_it_serves_a_service_does_not_remove_and_what_is_not_set_is_named()
    {
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:s:stays"));

        await Aas.RefusedAsync(405, "DELETE", $"/services/{AasClient.Id("urn:s:stays")}/aas");
        Assert.Contains("twins:serviceShell", Assert.Single(await Aas.RefusedAsync(404, "GET", "/aas")), StringComparison.Ordinal);
        Assert.Contains("twins:serviceSubmodel", Assert.Single(await Aas.RefusedAsync(404, "PUT", "/submodel", AasSamples.Submodel("urn:s:x"))), StringComparison.Ordinal);
        await Aas.RefusedAsync(404, "GET", $"/services/{AasClient.Id("urn:s:none")}/aas/asset-information");
        await Aas.RefusedAsync(404, "GET", $"/services/{AasClient.Id("urn:s:none")}/description");
        Assert.DoesNotContain(Aas30 + "AssetAdministrationShellServiceSpecification/SSP-001", Profiles(await Aas.GetAsync("/description")));
    }

    [Fact]
    public async Task A_very_long_identifier_is_refused_in_the_form_of_the_specification()
    {
        using var http = host.Anonymous();
        using var answer = await http.GetAsync(new Uri("/api/v3.0/shells/" + new string('A', 40_000), UriKind.Relative));
        Assert.Equal(401, (int)answer.StatusCode); // over TCP too, beyond the 8 KB that the framework takes by itself

        Assert.Contains("40,000 characters", Assert.Single(await Aas.RefusedAsync(400, "GET", "/shells/" + new string('A', 40_000))), StringComparison.Ordinal);
    }

    static IEnumerable<string?> Profiles(JsonElement description) => description.GetProperty("profiles").EnumerateArray().Select(p => p.GetString());
}
