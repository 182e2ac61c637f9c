using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Api;

/// <summary>The repository of shells.</summary>
sealed class ShellOperations(Shelf shelf) : IAasOperations
{
    const string One = "/shells/{aasIdentifier}";

    public IEnumerable<AasOperation> All =>
    [
        new("GET", "/shells", Policies.Read, ListAsync),
        new("POST", "/shells", Policies.Engineer, CreateAsync),
        new("GET", "/shells/$reference", Policies.Read, ListReferencesAsync),
        new("GET", One, Policies.Read, async c => await c.SendAsync(await GetAsync(c))),
        new("PUT", One, Policies.Engineer, async c => await c.NothingAsync(await shelf.ReplaceAsync(c, EntryKind.Shell, c.Shell, await c.ReadAsync<AssetAdministrationShell>()))),
        new("DELETE", One, Policies.Engineer, DeleteAsync),
        new("GET", One + "/$reference", Policies.Read, ReferenceAsync),
        new("GET", One + "/asset-information", Policies.Read, AssetAsync),
        new("PUT", One + "/asset-information", Policies.Engineer, PutAssetAsync),
        new("GET", One + "/submodel-refs", Policies.Read, ListSubmodelsAsync),
        new("POST", One + "/submodel-refs", Policies.Engineer, AddSubmodelAsync),
        new("DELETE", One + "/submodel-refs/{submodelIdentifier}", Policies.Engineer, RemoveSubmodelAsync),
    ];

    ValueTask<Entry> GetAsync(AasCall call) => shelf.GetAsync(EntryKind.Shell, call.Shell, call.Stop);

    async Task ListAsync(AasCall call)
    {
        var page = await shelf.ListAsync(EntryKind.Shell, call.ShellKeys(), call.After, call.Limit, call.Stop);
        await call.PageAsync(page.Entries, page.Next, (w, e) => w.WriteRawValue(e.Json, skipInputValidation: true));
    }

    async Task ListReferencesAsync(AasCall call)
    {
        var page = await shelf.ListAsync(EntryKind.Shell, call.ShellKeys(), call.After, call.Limit, call.Stop);
        await call.PageAsync(page.Entries, page.Next, (w, e) => AasJson.Write(w, Paths.To(e.Shell)));
    }

    async Task CreateAsync(AasCall call)
    {
        var entry = await shelf.CreateAsync(EntryKind.Shell, await call.ReadAsync<AssetAdministrationShell>(), call.Stop);
        await call.CreatedAsync($"/shells/{AasCall.Encode(entry.Id)}", entry.Json);
    }

    async Task DeleteAsync(AasCall call)
    {
        await shelf.RemoveAsync(call, EntryKind.Shell, call.Shell);
        await call.NothingAsync();
    }

    async Task ReferenceAsync(AasCall call)
    {
        var entry = await GetAsync(call);
        await call.SendAsync(entry, Paths.To(entry.Shell));
    }

    async Task AssetAsync(AasCall call)
    {
        var entry = await GetAsync(call);
        await call.SendAsync(entry, entry.Shell.AssetInformation);
    }

    async Task PutAssetAsync(AasCall call)
    {
        var asset = await call.ReadAsync<AssetInformation>();
        await call.NothingAsync(await EditAsync(call, shell => shell.AssetInformation = asset));
    }

    async Task ListSubmodelsAsync(AasCall call)
    {
        var submodels = (await GetAsync(call)).Shell.Submodels ?? [];
        var (from, limit) = ((int)call.After.Number, call.Limit);
        ShelfPlace? next = submodels.Count - from > limit ? new(0, from + limit) : null;
        await call.PageAsync(submodels.Skip(from).Take(limit), next, AasJson.Write);
    }

    async Task AddSubmodelAsync(AasCall call)
    {
        var reference = await call.ReadAsync<Reference>();
        var id = reference.Keys[0].Value;
        if (reference is not { Type: ReferenceTypes.ModelReference, Keys: [{ Type: KeyTypes.Submodel }] })
            throw ShellException.BadRequest("The body must be a ModelReference with one key of the type Submodel.");
        await EditAsync(call, shell =>
        {
            if (shell.Submodels?.Any(r => Leads(r, id)) == true)
                throw new ShellException(Refusal.Exists, $"The shell has a reference to the submodel {ShellException.Quote(id)} already.");
            shell.Submodels = [.. shell.Submodels ?? [], reference];
        });
        await call.CreatedAsync($"/shells/{AasCall.Encode(call.Shell)}/submodel-refs/{AasCall.Encode(id)}", AasJson.Write(reference));
    }

    async Task RemoveSubmodelAsync(AasCall call)
    {
        var id = call.Submodel;
        await EditAsync(call, shell => Remove(shell, id));
        await call.NothingAsync();
    }

    Task<Entry> EditAsync(AasCall call, Action<AssetAdministrationShell> edit) => shelf.EditAsync<AssetAdministrationShell>(call, EntryKind.Shell, call.Shell, shell =>
    {
        var copy = Tree.Copy(shell);
        edit(copy);
        return copy;
    });

    /// <summary>Takes a submodel from a copy of a shell.</summary>
    public static void Remove(AssetAdministrationShell shell, string submodel)
    {
        var left = (shell.Submodels ?? []).Where(r => !Leads(r, submodel)).ToList();
        if (left.Count == (shell.Submodels?.Count ?? 0))
            throw new ShellException(Refusal.NotFound, $"The shell has no reference to a submodel {ShellException.Quote(submodel)}.");
        shell.Submodels = left.Count == 0 ? null : left;
    }

    /// <summary>Whether a reference leads to a submodel.</summary>
    public static bool Leads(Reference reference, string submodel) => reference.Keys is [.., var last] && last.Value == submodel;
}
