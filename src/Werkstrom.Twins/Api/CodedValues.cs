using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Judges coded values (AASd-006, 007) of one submodel or element by the concept descriptions of the repository.</summary>
sealed class CodedValues(Shelf shelf)
{
    /// <summary>
    /// Runs what takes something. Which concept descriptions it depends on shows only when it is read, on the one writer too, which does not wait: then it
    /// is run once more with them. What has no coded value, nearly everything, is run once.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CodeJudge, Task<T>> take, CancellationToken stop)
    {
        CodeJudge judge = new();
        while (true)
        {
            try
            {
                return await take(judge);
            }
            catch (ConceptsWanted wanted)
            {
                foreach (var id in wanted.Ids)
                    judge.Add(id, (await shelf.FindAsync(EntryKind.Concept, id, stop))?.Value as ConceptDescription);
            }
        }
    }
}

/// <summary>Judges coded values by the concept descriptions that it was given.</summary>
sealed class CodeJudge
{
    readonly Dictionary<string, ConceptDescription?> _known = new(StringComparer.Ordinal);

    /// <summary>Adds what was found at an identifier.</summary>
    public void Add(string id, ConceptDescription? concept) => _known[id] = concept;

    /// <summary>What is wrong.</summary>
    /// <exception cref="ConceptsWanted">It takes concept descriptions that were not looked for.</exception>
    public IReadOnlyList<Fault> Faults(IClass value)
    {
        var ids = AasRules.ConceptsOf(value);
        if (ids.Count == 0)
            return [];
        string[] wanted = [.. ids.Where(id => !_known.ContainsKey(id))];
        return wanted.Length > 0 ? throw new ConceptsWanted(wanted) : AasRules.CheckCodes(value, [.. ids.Select(id => _known[id]).OfType<ConceptDescription>()]);
    }

    /// <summary>Refuses what is wrong.</summary>
    public T Checked<T>(T value) where T : IClass => Faults(value) is { Count: > 0 } faults ? throw ShellException.Of(faults) : value;

    /// <summary>Refuses a value that does not fit its code; what has none, as measurements, costs nothing.</summary>
    public void Check(IReadOnlyList<ElementWrite> writes)
    {
        List<Fault> faults = [.. writes.Where(w => w.Element is Property { ValueId: not null } or MultiLanguageProperty { ValueId: not null })
            .SelectMany(w => Faults(w.Element).Select(f => f with { Path = $"{w.Path}.{f.Path}" }))];
        if (faults.Count > 0)
            throw ShellException.Of(faults);
    }
}

/// <summary>Concept descriptions that have not been looked for.</summary>
sealed class ConceptsWanted(IReadOnlyList<string> ids) : Exception("Concept descriptions are to be looked for.")
{
    /// <summary>Their identifiers.</summary>
    public IReadOnlyList<string> Ids => ids;
}
