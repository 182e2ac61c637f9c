using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Api;

/// <summary>The repository of submodels, and a submodel through its shell.</summary>
sealed class SubmodelOperations(Shelf shelf, SubmodelAccess submodels, CodedValues codes) : IAasOperations
{
    // of so many a page of paths is made at most; it may then be shorter than asked for
    const int MostForPaths = 1_000;

    public IEnumerable<AasOperation> All =>
    [
        new("GET", "/submodels", Policies.Read, c => ListAsync(c, Whole)),
        new("POST", "/submodels", Policies.Engineer, CreateAsync),
        new("GET", "/submodels/$metadata", Policies.Read, c => ListAsync(c, (w, s, _) => AasJson.Write(w, Shape.Metadata(s)))),
        new("GET", "/submodels/$value", Policies.Read, c => ListAsync(c, Values)),
        new("GET", "/submodels/$reference", Policies.Read, c => ListAsync(c, (w, s, _) => AasJson.Write(w, Paths.To(s)))),
        new("GET", "/submodels/$path", Policies.Read, ListPathsAsync),
        .. SubmodelAccess.Ways.SelectMany(Of),
    ];

    IEnumerable<AasOperation> Of(string way) =>
    [
        new("GET", way, Policies.Read, c => GetAsync(c, Whole)),
        new("PUT", way, Policies.Engineer, PutAsync),
        new("PATCH", way, Policies.Engineer, c => PatchAsync(c, [])),
        new("DELETE", way, Policies.Engineer, DeleteAsync),
        new("GET", way + "/$metadata", Policies.Read, c => GetAsync(c, (w, s, _) => AasJson.Write(w, Shape.Metadata(s)))),
        new("PATCH", way + "/$metadata", Policies.Engineer, c => PatchAsync(c, Shape.ValueAttributes)),
        new("GET", way + "/$value", Policies.Read, c => GetAsync(c, Values)),
        new("PATCH", way + "/$value", Policies.Operate, PatchValueAsync),
        new("GET", way + "/$reference", Policies.Read, c => GetAsync(c, (w, s, _) => AasJson.Write(w, Paths.To(s)))),
        new("GET", way + "/$path", Policies.Read, c => GetAsync(c, (w, s, d) =>
        {
            w.WriteStartArray();
            WritePaths(w, s, d);
            w.WriteEndArray();
        })),
    ];

    static void Whole(Utf8JsonWriter writer, Submodel submodel, Depth depth) => AasJson.Write(writer, Shape.Of(submodel, depth));

    static void Values(Utf8JsonWriter writer, Submodel submodel, Depth depth) =>
        ValueOut.Write(writer, Shape.Of(submodel, depth).SubmodelElements ?? [], depth.WithBlobs);

    static void WritePaths(Utf8JsonWriter writer, Submodel submodel, Depth depth)
    {
        foreach (var path in Paths.Below(submodel, "", depth.IsCore))
            writer.WriteStringValue(path);
    }

    async Task ListAsync(AasCall call, Action<Utf8JsonWriter, Submodel, Depth> write)
    {
        var depth = call.Depth;
        var page = await shelf.ListAsync(EntryKind.Submodel, call.SubmodelKeys(), call.After, call.Limit, call.Stop);
        await call.PageAsync(page.Entries, page.Next, (w, e) => write(w, e.Submodel, depth));
    }

    /// <summary>The paths of all submodels one after the other: a page holds so many paths, and the next one may begin within a submodel.</summary>
    async Task ListPathsAsync(AasCall call)
    {
        var (isCore, limit, keys, at) = (call.Depth.IsCore, call.Limit, call.SubmodelKeys(), call.After);
        List<string> paths = [];
        ShelfPlace? next = at;
        for (var read = 0; next is { } place && paths.Count < limit && read < MostForPaths; read++)
        {
            var page = await shelf.ListAsync(EntryKind.Submodel, keys, place with { Within = 0 }, 1, call.Stop);
            List<string> own = [.. page.Entries.SelectMany(e => Paths.Below(e.Submodel, "", isCore)).Skip(place.Within)];
            var room = limit - paths.Count;
            paths.AddRange(own.Take(room));
            next = own.Count > room ? place with { Within = place.Within + room } : page.Next;
        }

        await call.PageAsync(paths, next, (w, path) => w.WriteStringValue(path));
    }

    async Task GetAsync(AasCall call, Action<Utf8JsonWriter, Submodel, Depth> write)
    {
        var depth = call.Depth;
        var entry = await submodels.SubmodelAsync(call);
        await call.SendAsync(entry, w => write(w, entry.Submodel, depth));
    }

    async Task CreateAsync(AasCall call)
    {
        var entry = await shelf.CreateAsync(EntryKind.Submodel, await ReadAsync(call), call.Stop);
        await call.CreatedAsync($"/submodels/{AasCall.Encode(entry.Id)}", entry.Json);
    }

    Task<Submodel> ReadAsync(AasCall call) => codes.RunAsync(call.ReadAsync<Submodel>, call.Stop);

    async Task PutAsync(AasCall call)
    {
        await submodels.CheckShellAsync(call);
        await call.NothingAsync(await shelf.ReplaceAsync(call, EntryKind.Submodel, call.Submodel, await ReadAsync(call)));
    }

    async Task PatchAsync(AasCall call, IReadOnlyList<string> forbidden)
    {
        _ = call.Depth;
        using var given = await call.ReadJsonAsync();
        await call.NothingAsync(await submodels.EditAsync(call, (s, judge) => AasChanges.Merge(s, given.RootElement, forbidden, judge)));
    }

    async Task PatchValueAsync(AasCall call)
    {
        _ = call.Depth;
        using var given = await call.ReadJsonAsync();
        await submodels.WriteAsync(call, s => ValueIn.Read(s, given.RootElement));
        await call.NothingAsync();
    }

    /// <summary>Through its shell, the reference to it goes with it.</summary>
    async Task DeleteAsync(AasCall call)
    {
        await submodels.CheckShellAsync(call);
        var id = call.Submodel;
        List<DocumentChange> changes = [call.Removal(EntryKind.Submodel, id)];
        if (call.HasShell)
            changes.Add(new(EntryKind.Shell, call.Shell, before => Without(before ?? throw ShellException.NotFound(EntryKind.Shell, call.Shell), id)));
        await shelf.ChangeAsync(changes, call.Stop);
        await call.NothingAsync();
    }

    static DocumentPlan.Put Without(Entry entry, string submodel)
    {
        var shell = Tree.Copy(entry.Shell);
        ShellOperations.Remove(shell, submodel);
        return AasChanges.Put(EntryKind.Shell, shell);
    }
}
