using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Finds the submodel, or the element in it, that a path names, through its shell or directly.</summary>
sealed class SubmodelAccess(Shelf shelf, CodedValues codes)
{
    /// <summary>The two ways to a submodel.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["/submodels/{submodelIdentifier}", "/shells/{aasIdentifier}/submodels/{submodelIdentifier}"];

    /// <summary>The submodel.</summary>
    public async ValueTask<Entry> SubmodelAsync(AasCall call)
    {
        await CheckShellAsync(call);
        return await shelf.GetAsync(EntryKind.Submodel, call.Submodel, call.Stop);
    }

    /// <summary>The element and its submodel.</summary>
    public async ValueTask<(Entry Entry, ISubmodelElement Element)> ElementAsync(AasCall call)
    {
        var entry = await SubmodelAsync(call);
        return (entry, Element(entry.Submodel, call.Path));
    }

    /// <summary>The element at a path.</summary>
    public static ISubmodelElement Element(Submodel submodel, ElementPath path) => Tree.Find(submodel, path)
        ?? throw new ShellException(Refusal.NotFound, $"The submodel has no element {ShellException.Quote(path.Text)}.");

    /// <summary>Changes the submodel.</summary>
    public async Task<Entry> EditAsync(AasCall call, Func<Submodel, Submodel> edit)
    {
        await CheckShellAsync(call);
        return await shelf.EditAsync(call, EntryKind.Submodel, call.Submodel, edit);
    }

    /// <summary>Changes the submodel by what is judged by its codes.</summary>
    public Task<Entry> EditAsync(AasCall call, Func<Submodel, CodeJudge, Submodel> edit) =>
        codes.RunAsync(judge => EditAsync(call, submodel => edit(submodel, judge)), call.Stop);

    /// <summary>Writes values in the submodel.</summary>
    public async Task WriteAsync(AasCall call, Func<Submodel, IReadOnlyList<ElementWrite>> plan)
    {
        await CheckShellAsync(call);
        var id = call.Submodel;
        await codes.RunAsync(async judge =>
        {
            await shelf.WriteAsync(id, Plan, call.Stop);
            return true;

            IReadOnlyList<ElementWrite> Plan(Entry entry)
            {
                var writes = plan(call.Found(entry, EntryKind.Submodel, id).Submodel);
                judge.Check(writes);
                return writes;
            }
        }, call.Stop);
    }

    /// <summary>Refuses a way through a shell that does not have the submodel.</summary>
    public async ValueTask CheckShellAsync(AasCall call)
    {
        if (!call.HasShell)
            return;
        var shell = (await shelf.GetAsync(EntryKind.Shell, call.Shell, call.Stop)).Shell;
        if (shell.Submodels?.Any(r => ShellOperations.Leads(r, call.Submodel)) != true)
            throw new ShellException(Refusal.NotFound, $"The shell has no submodel {ShellException.Quote(call.Submodel)}.");
    }
}
