using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Kernel.Assets;
using Werkstrom.Tests.Aas;
using Werkstrom.Tests.Twins.Api;
using Werkstrom.Twins.Templates;

namespace Werkstrom.Tests.Twins.Templates;

/// <summary>Every template that IDTA publishes becomes a form, and what is filled in conforms.</summary>
public sealed class AllTemplatesTests(Host host) : IClassFixture<Host>
{
    [DataFact("aas/templates")]
    public async Task Each_template_is_imported_has_a_form_and_makes_a_submodel_that_conforms()
    {
        await host.Services.GetRequiredService<AssetCatalog>().EnsureAsync([("works/filled", AssetKinds.Machine)], default);
        var asset = host.Services.GetRequiredService<AssetCatalog>().All.Single(a => a.Path == "works/filled");
        var (templates, instances) = (host.Services.GetRequiredService<TemplateBook>(), host.Services.GetRequiredService<InstanceBook>());
        foreach (var file in AasData.Templates())
        {
            using ByteArrayContent body = new(await System.IO.File.ReadAllBytesAsync(file));
            using var answer = await host.Local.PostAsync(new Uri("/api/twins/templates", UriKind.Relative), body);
            Assert.True(answer.IsSuccessStatusCode, $"{file}: {await answer.Content.ReadAsStringAsync()}");
        }

        var all = await templates.ListAsync(default);
        Assert.Equal(22, all.Count); // two files have the same identifier
        foreach (var template in all.Select(e => e.Submodel))
        {
            using var page = await host.Local.GetAsync(new Uri($"/plant/twins/{asset.Id}/submodel?template={Uri.EscapeDataString(template.Id)}", UriKind.Relative));
            Assert.True(page.IsSuccessStatusCode, template.Id);
            var fields = await templates.FieldsAsync(template, default);
            Assert.NotEmpty(fields);

            var empty = Maker(mayMiss: true);
            var bare = instances.Bare(asset, template);
            var least = empty.Make(bare, InstanceReader.Read(fields, bare), bare);
            Assert.True(empty.Faults.Count == 0, $"{template.Id}: {Said(empty)}");
            Assert.Empty(AasRules.Check(least));

            var groups = FormGroup.Empty(fields);
            groups.ForEach(Fill);
            var full = Maker(mayMiss: false);
            var made = full.Make(bare, groups, null);
            Assert.True(full.Faults.Count == 0, $"{template.Id}: {Said(full)}");
            Assert.Empty(AasRules.Check(made));
            var kept = await instances.SaveAsync(made, null, full.Files, default);

            // opened and saved again without a change it is the same
            var again = Maker(mayMiss: false);
            var same = again.Make(kept.Submodel, InstanceReader.Read(fields, kept.Submodel), kept.Submodel);
            Assert.True(again.Faults.Count == 0, $"{template.Id}: {Said(again)}");
            Assert.Equal(System.Text.Encoding.UTF8.GetString(AasJson.Write(kept.Submodel)), System.Text.Encoding.UTF8.GetString(AasJson.Write(same)));
            Assert.Equal(template.SemanticId?.Keys[^1].Value, made.SemanticId?.Keys[^1].Value);
            Assert.Equal(template.Id, (await templates.OfAsync(made, default))?.Id);
        }

        AasClient aas = new(host.Local);
        var shell = await aas.GetAsync("/shells?limit=1000&idShort=filled");
        var names = shell.GetProperty("result")[0].GetProperty("submodels").EnumerateArray().Select(r => r.GetProperty("keys")[0].GetProperty("value").GetString()!.Split('/')[^1]).ToList();
        Assert.Contains("HandoverDocumentation", names);
        Assert.Contains("TechnicalData", names);
        using var aasx = await host.Local.GetAsync(new Uri($"/api/twins/{asset.Id}/aasx", UriKind.Relative));
        var package = Werkstrom.Aas.Packages.AasxFile.Read(await aasx.Content.ReadAsByteArrayAsync());
        Assert.True(package.Conforms, string.Join("; ", package.Faults));
        Assert.Equal(names.Order(StringComparer.Ordinal), package.Value!.Environment.Submodels!.Select(s => s.IdShort!).Order(StringComparer.Ordinal));
        await AcceptedAsync();
    }

    // all of it, templates and what was filled in, by the reference library
    async Task AcceptedAsync()
    {
        var folder = Directory.CreateTempSubdirectory("aas-filled").FullName;
        try
        {
            await System.IO.File.WriteAllBytesAsync(Path.Combine(folder, "all.json"), await host.Local.GetByteArrayAsync(new Uri("/api/v3.0/serialization", UriKind.Relative)));
            Assert.Equal("1 files, 0 faults\n", await AasOracle.CheckAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    InstanceMaker Maker(bool mayMiss) => new(host.Services.GetRequiredService<IStringLocalizer<TemplatesText>>(), mayMiss);

    static string Said(InstanceMaker maker) => string.Join("; ", maker.Faults.Select(f => $"{f.Key}: {f.Value}"));

    // one entry of everything, two where there may be several at the top
    static void Fill(FormGroup group)
    {
        while (group.Entries.Count < Math.Max(1, group.Field.Least))
            group.Add();
        if (group.Field.Most > group.Entries.Count && !group.Path.Contains('/'))
            group.Add();
        foreach (var entry in group.Entries)
        {
            foreach (var (part, value) in Values(group.Field))
                entry.Texts[part] = value;
            if (group.Field.Kind == FieldKind.Blob)
                entry.File = new() { Path = "/aasx/files/1/model.bin", ContentType = "application/octet-stream", FileName = "model.bin", Bytes = [1, 2, 3] };
            entry.Groups.ForEach(Fill);
        }
    }

    static IEnumerable<(string Part, string Value)> Values(FormField field) => field.Kind switch
    {
        FieldKind.Value => [("v", field.Name switch { "YearOfConstruction" => "2021", "CountryOfOrigin" => "DE", _ => Value(field.Type!.Value) })],
        FieldKind.Texts => [("de", "Größe"), ("en", "Size")],
        FieldKind.Range => [("min", Value(field.Type!.Value)), ("max", Value(field.Type!.Value))],
        FieldKind.Reference => [("v", "(Submodel)urn:test:other, (Property)Speed")],
        FieldKind.Relation => [("first", "urn:test:first"), ("second", "(Submodel)urn:test:other, (Entity)Node")],
        FieldKind.File => [("v", "https://example.com/manual.pdf")],
        FieldKind.Entity => [("v", "urn:test:thing")],
        _ => [],
    };

    static string Value(DataTypeDefXsd type) => type switch
    {
        DataTypeDefXsd.Boolean => "true",
        DataTypeDefXsd.Date => "31.03.2026",
        DataTypeDefXsd.DateTime => "2026-03-31 14:05",
        DataTypeDefXsd.Time => "14:05",
        DataTypeDefXsd.Double or DataTypeDefXsd.Float or DataTypeDefXsd.Decimal => "1,5",
        DataTypeDefXsd.Duration => "P1D",
        DataTypeDefXsd.String or DataTypeDefXsd.AnyUri => "urn:test:value",
        _ => "7",
    };
}
