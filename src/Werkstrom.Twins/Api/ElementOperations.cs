using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Api;

/// <summary>The elements of a submodel, in lists and by their path.</summary>
sealed class ElementOperations(SubmodelAccess submodels, CodedValues codes) : IAasOperations
{
    public IEnumerable<AasOperation> All => SubmodelAccess.Ways.SelectMany(way => Lists(way + "/submodel-elements").Concat(Of(way + "/submodel-elements/{idShortPath}")));

    IEnumerable<AasOperation> Lists(string way) =>
    [
        new("GET", way, Policies.Read, c => ListAsync(c, _ => true, (w, _, e, d) => AasJson.Write(w, Shape.Of(e, d)))),
        new("POST", way, Policies.Engineer, c => CreateAsync(c, isBelow: false)),
        new("GET", way + "/$metadata", Policies.Read, c => ListAsync(c, _ => true, (w, _, e, _) => AasJson.Write(w, Shape.Metadata(e)))),
        new("GET", way + "/$value", Policies.Read, c => ListAsync(c, ValueOut.Has, (w, _, e, d) => ValueOut.Write(w, [Shape.Of(e, d)], d.WithBlobs))),
        new("GET", way + "/$reference", Policies.Read, c => ListAsync(c, _ => true, (w, s, e, _) => AasJson.Write(w, Reference(s, e)))),
        new("GET", way + "/$path", Policies.Read, ListPathsAsync),
    ];

    IEnumerable<AasOperation> Of(string way) =>
    [
        new("GET", way, Policies.Read, c => GetAsync(c, (w, _, e, d) => AasJson.Write(w, Shape.Of(e, d)))),
        new("POST", way, Policies.Engineer, c => CreateAsync(c, isBelow: true)),
        new("PUT", way, Policies.Engineer, PutAsync),
        new("PATCH", way, Policies.Engineer, c => PatchAsync(c, [])),
        new("DELETE", way, Policies.Engineer, DeleteAsync),
        new("GET", way + "/$metadata", Policies.Read, c => GetAsync(c, (w, _, e, _) => AasJson.Write(w, Shape.Metadata(e)))),
        new("PATCH", way + "/$metadata", Policies.Engineer, c => PatchAsync(c, Shape.ValueAttributes)),
        new("GET", way + "/$value", Policies.Read, GetValueAsync),
        new("PATCH", way + "/$value", Policies.Operate, PatchValueAsync),
        new("GET", way + "/$reference", Policies.Read, c => GetAsync(c, (w, s, _, _) => AasJson.Write(w, Paths.To(s, c.Path)))),
        new("GET", way + "/$path", Policies.Read, c => GetAsync(c, (w, _, e, d) =>
        {
            w.WriteStartArray();
            WritePaths(w, e, c.Path.Text, d);
            w.WriteEndArray();
        })),
    ];

    async Task ListAsync(AasCall call, Func<ISubmodelElement, bool> has, Action<Utf8JsonWriter, Submodel, ISubmodelElement, Depth> write)
    {
        var (depth, from, limit) = (call.Depth, (int)call.After.Number, call.Limit);
        var submodel = (await submodels.SubmodelAsync(call)).Submodel;
        var elements = Tree.Children(submodel).Where(has).ToList();
        ShelfPlace? next = elements.Count - from > limit ? new(0, from + limit) : null;
        await call.PageAsync(elements.Skip(from).Take(limit), next, (w, e) => write(w, submodel, e, depth));
    }

    async Task ListPathsAsync(AasCall call)
    {
        var (isCore, from, limit) = (call.Depth.IsCore, (int)call.After.Number, call.Limit);
        var submodel = (await submodels.SubmodelAsync(call)).Submodel;
        List<string> paths = [.. Tree.Children(submodel).SelectMany(e => Paths.Below(e, e.IdShort!, isCore).Prepend(e.IdShort!))];
        await call.PageAsync(paths.Skip(from).Take(limit), paths.Count - from > limit ? new(0, from + limit) : null, (w, path) => w.WriteStringValue(path));
    }

    async Task GetAsync(AasCall call, Action<Utf8JsonWriter, Submodel, ISubmodelElement, Depth> write)
    {
        var depth = call.Depth;
        var (entry, element) = await submodels.ElementAsync(call);
        await call.SendAsync(entry, w => write(w, entry.Submodel, element, depth));
    }

    async Task GetValueAsync(AasCall call)
    {
        var depth = call.Depth;
        var (entry, element) = await submodels.ElementAsync(call);
        if (element is Operation or Capability)
            throw ShellException.BadRequest($"{ShellException.Quote(call.Path.Text)} is of the class {element.GetType().Name}, which has no value.");
        await call.SendAsync(entry, w => ValueOut.Write(w, Shape.Of(element, depth), depth.WithBlobs));
    }

    async Task CreateAsync(AasCall call, bool isBelow)
    {
        var path = isBelow ? call.Path : null;
        var element = await ReadAsync(call);
        var place = "";
        await submodels.EditAsync(call, submodel =>
        {
            IClass owner = path is null ? submodel : SubmodelAccess.Element(submodel, path);
            place = PlaceIn(owner, path, element);
            var grown = Tree.WithChildren(owner, [.. Tree.Children(owner), element]);
            return path is null ? (Submodel)grown : Tree.Change(submodel, path, (ISubmodelElement)grown);
        });
        await call.CreatedAsync($"{call.Http.Request.Path.Value![AasCall.Root.Length..].Split("/submodel-elements")[0]}/submodel-elements/{Uri.EscapeDataString(place)}", AasJson.Write(element));
    }

    Task<ISubmodelElement> ReadAsync(AasCall call) => codes.RunAsync(call.ReadAsync<ISubmodelElement>, call.Stop);

    static string PlaceIn(IClass owner, ElementPath? path, ISubmodelElement element)
    {
        if (!Tree.IsContainer(owner) || (owner is AnnotatedRelationshipElement && element is not IDataElement))
            throw ShellException.BadRequest($"{ShellException.Quote(path?.Text ?? "")} is of the class {owner.GetType().Name}, which holds no {element.GetType().Name}.");
        if (owner is not SubmodelElementList && element.IdShort is null)
            throw new ShellException(Refusal.BadRequest, [new("AASd-117", "idShort: is required and missing.")]);
        var place = ElementPath.Join(path?.Text ?? "", element.IdShort, Tree.Children(owner).Count, owner is SubmodelElementList);
        return owner is SubmodelElementList || Tree.Children(owner).All(c => c.IdShort != element.IdShort) ? place
            : throw new ShellException(Refusal.Exists, $"There is an element {ShellException.Quote(place)} already.");
    }

    async Task PutAsync(AasCall call)
    {
        var path = call.Path;
        var element = await ReadAsync(call);
        await call.NothingAsync(await submodels.EditAsync(call, submodel =>
        {
            _ = SubmodelAccess.Element(submodel, path);
            if (path.Steps[^1].Name is { } name && element.IdShort != name)
                throw ShellException.BadRequest($"The path names {ShellException.Quote(name)} and the body has the idShort {ShellException.Quote(element.IdShort ?? "")}; they must be the same.");
            return Tree.Change(submodel, path, element);
        }));
    }

    async Task PatchAsync(AasCall call, IReadOnlyList<string> forbidden)
    {
        var path = call.Path;
        using var given = await call.ReadJsonAsync();
        await call.NothingAsync(await submodels.EditAsync(call, (submodel, judge) =>
        {
            var merged = AasChanges.Merge(SubmodelAccess.Element(submodel, path), given.RootElement, forbidden, judge);
            if (path.Steps[^1].Name is { } name && merged.IdShort != name)
                throw ShellException.BadRequest("idShort: cannot be changed.");
            return Tree.Change(submodel, path, merged);
        }));
    }

    async Task PatchValueAsync(AasCall call)
    {
        var path = call.Path;
        using var given = await call.ReadJsonAsync();
        await submodels.WriteAsync(call, s => ValueIn.Read(SubmodelAccess.Element(s, path), path, given.RootElement));
        await call.NothingAsync();
    }

    async Task DeleteAsync(AasCall call)
    {
        var path = call.Path;
        await submodels.EditAsync(call, submodel =>
        {
            _ = SubmodelAccess.Element(submodel, path);
            return Tree.Change(submodel, path, null);
        });
        await call.NothingAsync();
    }

    static Reference Reference(Submodel submodel, ISubmodelElement element) =>
        ElementPath.TryParse(element.IdShort ?? "", out var path) ? Paths.To(submodel, path) : Paths.To(submodel);

    static void WritePaths(Utf8JsonWriter writer, ISubmodelElement element, string path, Depth depth)
    {
        writer.WriteStringValue(path);
        foreach (var deeper in Paths.Below(element, path, depth.IsCore))
            writer.WriteStringValue(deeper);
    }
}
