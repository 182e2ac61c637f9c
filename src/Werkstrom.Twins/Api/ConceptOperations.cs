using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>The repository of concept descriptions.</summary>
sealed class ConceptOperations(Shelf shelf) : IAasOperations
{
    const string One = "/concept-descriptions/{cdIdentifier}";

    public IEnumerable<AasOperation> All =>
    [
        new("GET", "/concept-descriptions", Policies.Read, ListAsync),
        new("POST", "/concept-descriptions", Policies.Engineer, CreateAsync),
        new("GET", One, Policies.Read, async c => await c.SendAsync(await shelf.GetAsync(EntryKind.Concept, Id(c), c.Stop))),
        new("PUT", One, Policies.Engineer, async c => await c.NothingAsync(await shelf.ReplaceAsync(c, EntryKind.Concept, Id(c), await c.ReadAsync<ConceptDescription>()))),
        new("DELETE", One, Policies.Engineer, DeleteAsync),
    ];

    static string Id(AasCall call) => call.Identifier("cdIdentifier");

    async Task ListAsync(AasCall call)
    {
        var page = await shelf.ListAsync(EntryKind.Concept, call.ConceptKeys(), call.After, call.Limit, call.Stop);
        await call.PageAsync(page.Entries, page.Next, (w, e) => w.WriteRawValue(e.Json, skipInputValidation: true));
    }

    async Task CreateAsync(AasCall call)
    {
        var entry = await shelf.CreateAsync(EntryKind.Concept, await call.ReadAsync<ConceptDescription>(), call.Stop);
        await call.CreatedAsync($"/concept-descriptions/{AasCall.Encode(entry.Id)}", entry.Json);
    }

    async Task DeleteAsync(AasCall call)
    {
        await shelf.RemoveAsync(call, EntryKind.Concept, Id(call));
        await call.NothingAsync();
    }
}
