using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Discovery: which shells speak for an asset. Shells that are here are found by what they say; of others links can be added.</summary>
sealed class DiscoveryOperations(Shelf shelf) : IAasOperations
{
    const string List = "/lookup/shells";
    const string One = List + "/{aasIdentifier}";
    const int SecondList = int.MaxValue;

    public IEnumerable<AasOperation> All =>
    [
        new("GET", List, Policies.Read, FindAsync),
        new("POST", "/lookup/shellsByAssetLink", Policies.Read, SearchAsync),
        new("GET", One, Policies.Read, GetAsync),
        new("POST", One, Policies.Engineer, AddAsync),
        new("DELETE", One, Policies.Engineer, DeleteAsync),
    ];

    /// <summary>First the shells that are here, then those that have only links.</summary>
    Task FindAsync(AasCall call) => FindAsync(call, kind => [.. call.AssetKeys(kind)]);

    /// <summary>The same with the identifiers in the body, as V3.1 asks.</summary>
    async Task SearchAsync(AasCall call)
    {
        using var json = await call.ReadJsonAsync();
        var links = DescriptorJson.ReadLinks(json.RootElement);
        await FindAsync(call, kind => [.. SearchKeys.Assets(kind, links)]);
    }

    async Task FindAsync(AasCall call, Func<EntryKind, List<string>> keys)
    {
        var (after, limit) = (call.After, call.Limit);
        List<string> ids = [];
        ShelfPlace? next = null;
        if (after.Source != SecondList)
        {
            var shells = await shelf.ListAsync(EntryKind.Shell, keys(EntryKind.Shell), after, limit, call.Stop);
            ids.AddRange(shells.Entries.Select(e => e.Id));
            (next, after) = (shells.Next, new(SecondList, 0));
        }

        if (next is null && limit > ids.Count)
        {
            var links = await shelf.ListAsync(EntryKind.AssetLinks, keys(EntryKind.AssetLinks), new(StoredShells.Last, after.Number), limit - ids.Count, call.Stop);
            foreach (var entry in links.Entries)
            {
                if (!await StandsBeforeAsync(entry.Id, keys(EntryKind.Shell), call.Stop))
                    ids.Add(entry.Id);
            }

            next = links.Next is { } more ? new(SecondList, more.Number) : null;
        }
        else
        {
            next ??= new(SecondList, 0);
        }

        await call.PageAsync(ids, next, (w, id) => w.WriteStringValue(id));
    }

    // a shell that is here and has all that is asked for itself is in the first list
    async Task<bool> StandsBeforeAsync(string id, List<string> asked, CancellationToken stop) =>
        await shelf.FindAsync(EntryKind.Shell, id, stop) is { } found && asked.TrueForAll(SearchKeys.Assets(EntryKind.Shell, Of(found.Shell.AssetInformation)).Contains);

    async Task GetAsync(AasCall call)
    {
        var id = call.Shell;
        var links = await shelf.FindAsync(EntryKind.AssetLinks, id, call.Stop);
        var shell = await shelf.FindAsync(EntryKind.Shell, id, call.Stop);
        if (links is null && shell is null)
            throw ShellException.NotFound(EntryKind.AssetLinks, id);
        var all = (shell is null ? [] : Of(shell.Shell.AssetInformation)).Concat(links is null ? [] : Read(links)).DistinctBy(l => (l.Name, l.Value));
        await call.SendAsync(StatusCodes.Status200OK, w => Write(w, all));
    }

    async Task AddAsync(AasCall call)
    {
        var id = call.Shell;
        using var json = await call.ReadJsonAsync();
        var given = DescriptorJson.ReadLinks(json.RootElement);
        var after = await shelf.ChangeAsync(EntryKind.AssetLinks, id, before => Plan(given.Concat(before is null ? [] : Read(before)).DistinctBy(l => (l.Name, l.Value))), call.Stop);
        await call.CreatedAsync($"{List}/{AasCall.Encode(id)}", after!.Json);
    }

    async Task DeleteAsync(AasCall call)
    {
        await shelf.RemoveAsync(call, EntryKind.AssetLinks, call.Shell);
        await call.NothingAsync();
    }

    static DocumentPlan.Put Plan(IEnumerable<SpecificAssetId> links)
    {
        List<SpecificAssetId> list = [.. links];
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
            Write(writer, list);
        return new(bytes.ToArray(), null, [.. SearchKeys.Assets(EntryKind.AssetLinks, list).Distinct()]);
    }

    static IEnumerable<SpecificAssetId> Of(AssetInformation asset) => (asset.GlobalAssetId is { } global
        ? [new SpecificAssetId { Name = SearchKeys.GlobalAssetId, Value = global }] : Array.Empty<SpecificAssetId>()).Concat(asset.SpecificAssetIds ?? []);

    static IReadOnlyList<SpecificAssetId> Read(Entry entry)
    {
        using var json = JsonDocument.Parse(entry.Json, DeepJson.Reading);
        return DescriptorJson.ReadLinks(json.RootElement);
    }

    static void Write(Utf8JsonWriter writer, IEnumerable<SpecificAssetId> links)
    {
        writer.WriteStartArray();
        foreach (var link in links)
            AasJson.Write(writer, link);
        writer.WriteEndArray();
    }
}
