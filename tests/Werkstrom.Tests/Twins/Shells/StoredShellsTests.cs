using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Data;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Twins.Api;
using Werkstrom.Twins;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Tests.Twins.Shells;

/// <summary>What is stored, on both engines.</summary>
public sealed class StoredShellsTests
{
    static Task<Registries> OpenAsync(Engine engine) => Registries.OpenAsync(engine, Add);

    static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TwinsOptions>();
        builder.Services.AddRegistry<TwinsDb>();
        builder.Services.AddShells();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Bodies_values_files_and_keys_outlive_the_program(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var submodel = Submodel("urn:s:1");
        DocumentPlan.Put put = new(AasJson.Write(submodel), submodel, SearchKeys.Of(EntryKind.Submodel, submodel))
        {
            Files = [new() { Path = "/aasx/files/1/a.txt", ContentType = "text/plain", FileName = "a.txt", Bytes = [1, 2] }],
        };
        await registry.Get<Shelf>().ChangeAsync(EntryKind.Submodel, "urn:s:1", _ => put, default);
        for (var i = 1; i <= 3; i++)
            await WriteAsync(registry, $"{i}.5");

        await registry.RestartAsync();

        var entry = await registry.Get<Shelf>().GetAsync(EntryKind.Submodel, "urn:s:1", default);
        Assert.Equal(4, entry.Version);
        Assert.Equal("3.5", ((Property)entry.Submodel.SubmodelElements![0]).Value);
        Assert.Equal([1, 2], (await registry.Get<StoredFiles>().FindAsync("/aasx/files/1/a.txt", default))!.Bytes);
        Assert.Equal(["urn:s:1"], await FoundAsync(registry, SearchKeys.IdShort(EntryKind.Submodel, "Data")));
        await registry.Get<Shelf>().ChangeAsync(EntryKind.Submodel, "urn:s:1", _ => new DocumentPlan.Remove(), default);
        Assert.Null(await registry.Get<Shelf>().FindAsync(EntryKind.Submodel, "urn:s:1", default));
        Assert.Null(await registry.Get<StoredFiles>().FindAsync("/aasx/files/1/a.txt", default));
        Assert.Empty(await FoundAsync(registry, SearchKeys.IdShort(EntryKind.Submodel, "Data")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_changes_that_belong_together_all_are_made_or_none(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var (one, two) = (Submodel("urn:s:1"), Submodel("urn:s:2"));
        DocumentChange put = new(EntryKind.Submodel, one.Id, _ => new DocumentPlan.Put(AasJson.Write(one), one, []));
        DocumentChange refused = new(EntryKind.Submodel, two.Id, _ => throw ShellException.NotFound(EntryKind.Submodel, two.Id));

        await Assert.ThrowsAsync<ShellException>(() => registry.Get<Shelf>().ChangeAsync([put, refused], default));

        Assert.Null(await registry.Get<Shelf>().FindAsync(EntryKind.Submodel, one.Id, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_writers_at_once_lose_nothing(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var submodel = Submodel("urn:s:1");
        await registry.Get<Shelf>().ChangeAsync(EntryKind.Submodel, submodel.Id, _ => new DocumentPlan.Put(AasJson.Write(submodel), submodel, []), default);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => WriteAsync(registry, $"{i}"))));

        await registry.RestartAsync();
        Assert.Equal(201, (await registry.Get<Shelf>().GetAsync(EntryKind.Submodel, submodel.Id, default)).Version);
    }

    static Submodel Submodel(string id) => AasJson.Read<Submodel>(Encoding.UTF8.GetBytes(AasSamples.Submodel(id))).Value!;

    static Task WriteAsync(Registries registry, string value)
    {
        Assert.True(ElementPath.TryParse("Speed", out var path));
        using var json = JsonDocument.Parse(value);
        var given = json.RootElement.Clone();
        return registry.Get<Shelf>().WriteAsync("urn:s:1", e => ValueIn.Read(Tree.Find(e.Submodel, path)!, path, given), default);
    }

    static async Task<IEnumerable<string>> FoundAsync(Registries registry, string key) =>
        (await registry.Get<Shelf>().ListAsync(EntryKind.Submodel, [key], default, 10, default)).Entries.Select(e => e.Id);
}
