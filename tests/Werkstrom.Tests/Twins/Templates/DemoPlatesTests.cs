using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Tests.Plant;
using Werkstrom.Tests.Twins.Api;
using Werkstrom.Twins;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Templates;

namespace Werkstrom.Tests.Twins.Templates;

/// <summary>The machines of the demo have nameplates, which belong to people from then on.</summary>
public sealed class DemoPlatesTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    [Fact]
    public async Task A_machine_gets_its_nameplate_once_and_what_people_change_stays()
    {
        var mill = (await Get<AssetCatalog>().CreateAsync(null, "mill7", AssetKinds.Machine, null, default)).Value!;
        var other = (await Get<AssetCatalog>().CreateAsync(null, "crane1", AssetKinds.Machine, null, default)).Value!;
        var plate = "/submodels/" + AasClient.Id(Get<AliveIds>().Submodel(mill.Id, "Nameplate"));

        await Start(isDemo: false);
        Assert.Equal("null", await Text(plate + "/submodel-elements/ManufacturerName/$value"));
        await Start(isDemo: true);

        Assert.Contains("Muster Werkzeugmaschinen", await Text(plate + "/submodel-elements/ManufacturerName/$value"), StringComparison.Ordinal);
        Assert.Equal($"\"BZ-5-800-19{mill.Id:0000}\"", await Text(plate + "/submodel-elements/SerialNumber/$value"));
        Assert.Contains("Muster Werkzeugmaschinen", await host.Local.GetStringAsync(new Uri($"/plant/twins/{mill.Id}", UriKind.Relative)), StringComparison.Ordinal);
        Assert.False(Get<InstanceIndex>().Has(other.Id, "Nameplate"));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", plate + "/submodel-elements/SerialNumber/$value", "\"4711\""));
        await Start(isDemo: true);
        Assert.Equal("\"4711\"", await Text(plate + "/submodel-elements/SerialNumber/$value"));
    }

    Task Start(bool isDemo) => new DemoPlates(Options.Create(new TwinsOptions { Demo = isDemo }), Get<AssetCatalog>(), Get<InstanceIndex>(), Get<InstanceBook>()).StartAsync(default);

    async Task<string> Text(string path)
    {
        using var answer = await host.Local.GetAsync(new Uri("/api/v3.0" + path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
