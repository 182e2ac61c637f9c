using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Packages;
using Werkstrom.Aas.Verification;
using Werkstrom.Aas.Xml;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Twins.Api;

/// <summary>Shells and submodels as one document: JSON, XML or an AASX package, as Accept asks for.</summary>
sealed class SerializationOperations(Shelf shelf, ShellPackages packages) : IAasOperations
{
    // a document is made in memory
    const int Most = 10_000;

    public IEnumerable<AasOperation> All => [new("GET", "/serialization", Policies.Read, SendAsync)];

    async Task SendAsync(AasCall call)
    {
        var form = Form(call.Http.Request.Headers.Accept.ToString());
        // some clients write True
        var withConcepts = call.Query("includeConceptDescriptions") is not { } asked || (bool.TryParse(asked, out var given) ? given
            : throw ShellException.BadRequest($"includeConceptDescriptions {ShellException.Quote(asked)} is neither 'true' nor 'false'."));
        var environment = AasxFile.Ordered(await CollectAsync(call, withConcepts));
        if (AasRules.Check(environment) is { Count: > 0 } faults)
            throw ShellException.Of(faults);
        if (form == "json")
            await call.SendAsync(AasJson.Write(environment));
        else if (form == "xml")
            await SendAsync(call, AasXml.Write(environment), "application/xml");
        else
            await SendAsync(call, await packages.OfAsync(environment, form.EndsWith("+json", StringComparison.Ordinal), call.Stop), form);
    }

    static Task SendAsync(AasCall call, byte[] bytes, string type)
    {
        call.Http.Response.ContentType = type;
        return call.Http.Response.Body.WriteAsync(bytes, 0, bytes.Length, call.Stop);
    }

    static string Form(string accept)
    {
        var asked = accept.Split(',').Select(a => a.Split(';')[0].Trim().ToLowerInvariant()).Where(a => a.Length > 0).ToList();
        foreach (var type in asked)
        {
            if (type is "application/json" or "*/*" or "application/*")
                return "json";
            if (type is "application/xml" or "text/xml")
                return "xml";
            if (type.StartsWith("application/asset-administration-shell-package", StringComparison.Ordinal))
                return type;
        }

        return asked.Count == 0 ? "json"
            : throw ShellException.BadRequest("Accept names none of application/json, application/xml, application/asset-administration-shell-package+xml.");
    }

    async Task<Environment> CollectAsync(AasCall call, bool withConcepts)
    {
        var (shellIds, submodelIds) = (Ids(call, "aasIds"), Ids(call, "submodelIds"));
        var isAll = shellIds.Count + submodelIds.Count == 0;
        var shells = isAll ? await AllAsync(EntryKind.Shell, call.Stop) : await GetAsync(EntryKind.Shell, shellIds, call.Stop);
        if (shellIds.Count > 0 && submodelIds.Count == 0)
            submodelIds = [.. shells.SelectMany(s => s.Shell.Submodels ?? []).Select(r => r.Keys[^1].Value).Distinct()];
        var submodels = isAll ? await AllAsync(EntryKind.Submodel, call.Stop)
            : call.Http.Request.Query.ContainsKey("submodelIds") ? await GetAsync(EntryKind.Submodel, submodelIds, call.Stop)
            : await FindAsync(EntryKind.Submodel, submodelIds, call.Stop);
        var concepts = !withConcepts ? [] : isAll ? await AllAsync(EntryKind.Concept, call.Stop)
            : await FindAsync(EntryKind.Concept, submodels.SelectMany(s => ShellPackages.Meanings(s.Submodel)).Distinct(), call.Stop);
        return new()
        {
            AssetAdministrationShells = Some(shells.Select(e => e.Shell)),
            Submodels = Some(submodels.Select(e => e.Submodel)),
            ConceptDescriptions = Some(concepts.Select(e => (ConceptDescription)e.Value)),
        };
    }

    static List<string> Ids(AasCall call, string name) =>
        [.. call.Http.Request.Query[name].SelectMany(v => (v ?? "").Split(',')).Select(v => AasCall.Decode(name, v)).Distinct()];

    async Task<List<Entry>> GetAsync(EntryKind kind, List<string> ids, CancellationToken stop)
    {
        List<Entry> entries = [];
        foreach (var id in ids)
            entries.Add(await shelf.GetAsync(kind, id, stop));
        return entries;
    }

    async Task<List<Entry>> FindAsync(EntryKind kind, IEnumerable<string> ids, CancellationToken stop)
    {
        List<Entry> entries = [];
        foreach (var id in ids)
        {
            if (await shelf.FindAsync(kind, id, stop) is { } entry)
                entries.Add(entry);
        }

        return entries;
    }

    async Task<List<Entry>> AllAsync(EntryKind kind, CancellationToken stop)
    {
        List<Entry> entries = [];
        ShelfPlace? next = new ShelfPlace(0, 0);
        while (next is { } from)
        {
            var page = await shelf.ListAsync(kind, [], from, 1_000, stop);
            entries.AddRange(page.Entries);
            next = page.Next;
            if (entries.Count > Most)
                throw ShellException.BadRequest($"There are more than {Most} of one kind here; name those that you want by aasIds or submodelIds.");
        }

        return entries;
    }

    static List<T>? Some<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;
}
