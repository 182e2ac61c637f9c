using System.Text.Json;
using System.Text.Json.Nodes;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>
/// The registries: where shells and submodels of this and other servers are. What is here is listed by itself, first; a descriptor that was registered for
/// it goes before the one that is made of it.
/// </summary>
sealed class RegistryOperations(Shelf shelf, OwnDescriptors own) : IAasOperations
{
    const string Shells = "/shell-descriptors";
    const string Submodels = "/submodel-descriptors";
    const string Within = Shells + "/{aasIdentifier}/submodel-descriptors";
    const string List = "submodelDescriptors";
    const int SecondList = int.MaxValue;

    public IEnumerable<AasOperation> All =>
    [
        .. Of(EntryKind.ShellDescriptor, Shells, "aasIdentifier"),
        .. Of(EntryKind.SubmodelDescriptor, Submodels, "submodelIdentifier"),
        new("GET", Within, Policies.Read, ListWithinAsync),
        new("POST", Within, Policies.Engineer, CreateWithinAsync),
        new("GET", Within + "/{submodelIdentifier}", Policies.Read, GetWithinAsync),
        new("PUT", Within + "/{submodelIdentifier}", Policies.Engineer, PutWithinAsync),
        new("DELETE", Within + "/{submodelIdentifier}", Policies.Engineer, DeleteWithinAsync),
    ];

    IEnumerable<AasOperation> Of(EntryKind kind, string list, string name)
    {
        var one = $"{list}/{{{name}}}";
        return
        [
            new("GET", list, Policies.Read, c => ListAsync(c, kind)),
            new("POST", list, Policies.Engineer, c => CreateAsync(c, kind, list)),
            new("GET", one, Policies.Read, async c => await c.SendAsync(await own.GetAsync(c, kind, c.Identifier(name)))),
            new("PUT", one, Policies.Engineer, c => PutAsync(c, kind, c.Identifier(name))),
            new("DELETE", one, Policies.Engineer, async c =>
            {
                await CheckMadeAsync(c, kind, c.Identifier(name));
                await shelf.RemoveAsync(c, kind, c.Identifier(name));
                await c.NothingAsync();
            }),
        ];
    }

    /// <summary>First what is here, then what other servers have.</summary>
    async Task ListAsync(AasCall call, EntryKind kind)
    {
        var (after, limit, described) = (call.After, call.Limit, OwnDescriptors.Described(kind));
        List<byte[]> found = [];
        ShelfPlace? next = null;
        if (after.Source != SecondList)
        {
            var here = await shelf.ListAsync(described, Keys(call, described), after, limit, call.Stop);
            foreach (var entry in here.Entries)
                found.Add((await shelf.FindAsync(kind, entry.Id, call.Stop))?.Json ?? await own.OfAsync(call, entry));
            (next, after) = (here.Next ?? new ShelfPlace(SecondList, 0), new(SecondList, 0));
            if (here.Next is not null)
                limit = found.Count;
        }

        if (limit > found.Count)
        {
            var others = await shelf.ListAsync(kind, Keys(call, kind), new(StoredShells.Last, after.Number), limit - found.Count, call.Stop);
            foreach (var entry in others.Entries)
            {
                if (await shelf.FindAsync(described, entry.Id, call.Stop) is null)
                    found.Add(entry.Json);
            }

            next = others.Next is { } more ? new(SecondList, more.Number) : null;
        }

        await call.PageAsync(found, next, (w, json) => w.WriteRawValue(json, skipInputValidation: true));
    }

    static List<string> Keys(AasCall call, EntryKind kind)
    {
        List<string> keys = [];
        if (call.Query("assetKind") is { } asset)
        {
            var known = Enum.GetNames<AssetKind>();
            keys.Add(SearchKeys.Word(kind, "assetKind", known.Contains(asset) ? asset
                : throw ShellException.BadRequest($"assetKind {ShellException.Quote(asset)} is none of {string.Join(", ", known)}.")));
        }

        if (call.Encoded("assetType") is { } type)
            keys.Add(SearchKeys.Word(kind, "assetType", type));
        return keys;
    }

    async Task CreateAsync(AasCall call, EntryKind kind, string list)
    {
        using var json = await call.ReadJsonAsync();
        var (id, put) = DescriptorJson.Read(kind, json.RootElement);
        await shelf.ChangeAsync(kind, id, before => before is null ? put : throw ShellException.Exists(kind, id), call.Stop);
        await call.CreatedAsync($"{list}/{AasCall.Encode(id)}", put.Json);
    }

    async Task PutAsync(AasCall call, EntryKind kind, string id)
    {
        using var json = await call.ReadJsonAsync();
        var (given, put) = DescriptorJson.Read(kind, json.RootElement);
        CheckSame(id, given);
        var isHere = await shelf.FindAsync(OwnDescriptors.Described(kind), id, call.Stop) is not null;
        await call.NothingAsync(await shelf.ChangeAsync(kind, id, before =>
        {
            if (before is not null || !isHere)
                call.Found(before, kind, id);
            return put;
        }, call.Stop));
    }

    async Task ListWithinAsync(AasCall call)
    {
        using var shell = await ReadAsync(call);
        var all = shell.RootElement.TryGetProperty(List, out var list) ? list.EnumerateArray().ToList() : [];
        var (from, limit) = ((int)call.After.Number, call.Limit);
        ShelfPlace? next = all.Count - from > limit ? new(0, from + limit) : null;
        await call.PageAsync(all.Skip(from).Take(limit), next, (w, d) => d.WriteTo(w));
    }

    async Task GetWithinAsync(AasCall call)
    {
        using var shell = await ReadAsync(call);
        var id = call.Submodel;
        var found = shell.RootElement.TryGetProperty(List, out var list) ? list.EnumerateArray().FirstOrDefault(d => d.GetProperty("id").ValueEquals(id)) : default;
        if (found.ValueKind == JsonValueKind.Undefined)
            throw ShellException.NotFound(EntryKind.SubmodelDescriptor, id);
        await call.SendAsync(DeepJson.Write(found));
    }

    async Task CreateWithinAsync(AasCall call)
    {
        using var json = await call.ReadJsonAsync();
        var (id, put) = DescriptorJson.Read(EntryKind.SubmodelDescriptor, json.RootElement);
        await EditAsync(call, list =>
        {
            if (IndexOf(list, id) >= 0)
                throw ShellException.Exists(EntryKind.SubmodelDescriptor, id);
            list.Add(DeepJson.Node(put.Json));
        });
        await call.CreatedAsync($"{Shells}/{AasCall.Encode(call.Shell)}/submodel-descriptors/{AasCall.Encode(id)}", put.Json);
    }

    async Task PutWithinAsync(AasCall call)
    {
        using var json = await call.ReadJsonAsync();
        var (id, put) = DescriptorJson.Read(EntryKind.SubmodelDescriptor, json.RootElement);
        CheckSame(call.Submodel, id);
        await EditAsync(call, list => list[Needed(list, id)] = DeepJson.Node(put.Json));
        await call.NothingAsync();
    }

    async Task DeleteWithinAsync(AasCall call)
    {
        var id = call.Submodel;
        await EditAsync(call, list => list.RemoveAt(Needed(list, id)));
        await call.NothingAsync();
    }

    async Task<JsonDocument> ReadAsync(AasCall call) => JsonDocument.Parse(await own.GetAsync(call, EntryKind.ShellDescriptor, call.Shell), DeepJson.Reading);

    async Task EditAsync(AasCall call, Action<JsonArray> edit)
    {
        var id = call.Shell;
        await CheckMadeAsync(call, EntryKind.ShellDescriptor, id);
        await shelf.ChangeAsync(EntryKind.ShellDescriptor, id, before =>
        {
            var shell = DeepJson.Node(call.Found(before, EntryKind.ShellDescriptor, id).Json)!.AsObject();
            var list = shell[List]?.AsArray() ?? [];
            edit(list);
            shell.Remove(List);
            if (list.Count > 0)
                shell[List] = list.DeepClone();
            using var changed = JsonDocument.Parse(DeepJson.Write(shell), DeepJson.Reading);
            return DescriptorJson.Read(EntryKind.ShellDescriptor, changed.RootElement).Put;
        }, call.Stop);
    }

    // who sees it in the list is told why there is nothing to change
    async Task CheckMadeAsync(AasCall call, EntryKind kind, string id)
    {
        var described = OwnDescriptors.Described(kind);
        if (await shelf.FindAsync(kind, id, call.Stop) is null && await shelf.FindAsync(described, id, call.Stop) is not null)
        {
            throw new ShellException(Refusal.NotFound, $"No descriptor was registered for {ShellException.Quote(id)}: the one in the list is made of the {(described == EntryKind.Shell ? "shell" : "submodel")} that is here. "
                + "Register one with PUT, or delete what it describes.");
        }
    }

    static int Needed(JsonArray list, string id) => IndexOf(list, id) is >= 0 and var index ? index : throw ShellException.NotFound(EntryKind.SubmodelDescriptor, id);

    static int IndexOf(JsonArray list, string id) => list.ToList().FindIndex(d => (string?)d!["id"] == id);

    static void CheckSame(string path, string body)
    {
        if (path != body)
            throw ShellException.BadRequest($"The path names {ShellException.Quote(path)} and the body has the id {ShellException.Quote(body)}; they must be the same.");
    }
}
