using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>Who changed which shell, submodel or element, and what it was before.</summary>
public sealed class AuditTests(Host host) : IClassFixture<Host>
{
    AasClient Aas => new(host.Local);

    async Task<IReadOnlyList<AuditRow>> RowsAsync(string entity, string key) =>
        [.. (await host.Services.GetRequiredService<AuditLog>().ListAsync(new() { Entity = entity, Key = key }, default)).Reverse()];

    [Fact]
    public async Task Every_change_of_structure_is_told_with_what_was_and_what_is()
    {
        var one = "/submodels/" + AasClient.Id("urn:a:1");
        Assert.Equal(201, await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:a:1")));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/submodel-elements/Spindle.Axes%5B0%5D.Position", """{"value":"8"}"""));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/$metadata", """{"category":"PARAMETER"}"""));
        Assert.Equal(204, await Aas.StatusAsync("DELETE", one + "/submodel-elements/Reset"));
        Assert.Equal(204, await Aas.StatusAsync("DELETE", one));

        var rows = await RowsAsync("twins_submodel", "urn:a:1");
        Assert.Equal(["created", "changed", "changed", "changed", "deleted"], rows.Select(r => r.Action));
        Assert.All(rows, r => Assert.Equal("local", r.Actor));
        Assert.Null(rows[0].Before);
        Assert.Contains("\"idShort\":\"Data\"", rows[0].After, StringComparison.Ordinal);
        Assert.Equal(("""{"Spindle.Axes[0].Position.value":"7"}""", """{"Spindle.Axes[0].Position.value":"8"}"""), (rows[1].Before, rows[1].After));
        Assert.Equal(("{}", """{"category":"PARAMETER"}"""), (rows[2].Before, rows[2].After));
        Assert.Equal(("""{"Reset":{"modelType":"Operation","idShort":"Reset"}}""", "{}"), (rows[3].Before, rows[3].After));
        Assert.Contains("\"Speed\":{", rows[4].Before, StringComparison.Ordinal);
        Assert.Null(rows[4].After);
    }

    [Fact]
    public async Task Shells_concepts_descriptors_links_and_thumbnails_are_told_too()
    {
        await Aas.StatusAsync("POST", "/shells", AasSamples.Shell("urn:a:2"));
        await Aas.StatusAsync("PUT", "/shells/" + AasClient.Id("urn:a:2"), AasSamples.Shell("urn:a:2", "Lathe"));
        await Aas.StatusAsync("POST", "/concept-descriptions", AasSamples.Concept("urn:a:2"));
        await Aas.StatusAsync("POST", "/lookup/shells/" + AasClient.Id("urn:a:2"), """[{"name":"serial","value":"1"}]""");
        await Aas.StatusAsync("POST", "/submodel-descriptors", """{"id":"urn:a:2","endpoints":[{"interface":"SUBMODEL-3.0","protocolInformation":{"href":"https://other.example/x"}}]}""");

        var changed = (await RowsAsync("twins_shell", "urn:a:2"))[1];
        Assert.Contains("\"idShort\":\"Mill\"", changed.Before, StringComparison.Ordinal);
        Assert.Contains("\"idShort\":\"Lathe\"", changed.After, StringComparison.Ordinal);
        foreach (var entity in (string[])["twins_concept", "twins_asset_links", "twins_submodel_descriptor"])
            Assert.Equal("created", Assert.Single(await RowsAsync(entity, "urn:a:2")).Action);
    }

    [Fact]
    public async Task Values_refusals_and_what_stays_as_it_was_leave_no_row()
    {
        var one = "/submodels/" + AasClient.Id("urn:a:3");
        await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:a:3"));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/submodel-elements/Speed/$value", "13.5"));
        Assert.Equal(409, await Aas.StatusAsync("POST", "/submodels", AasSamples.Submodel("urn:a:3")));
        Assert.Equal(204, await Aas.StatusAsync("PATCH", one + "/submodel-elements/Speed", """{"value":"13.5"}"""));

        Assert.Single(await RowsAsync("twins_submodel", "urn:a:3"));
    }
}
