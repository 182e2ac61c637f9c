using System.Globalization;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Gives every element of a name space an idShort of its own.</summary>
static class NameMending
{
    const int Longest = 128;

    public static void Mend(IReadOnlyList<ISubmodelElement> elements, string at, List<Fault> changes)
    {
        var taken = elements.Select(e => e.IdShort).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i].IdShort is { } name && seen.Add(name))
                continue;
            var (old, rule) = (elements[i].IdShort, elements[i].IdShort is null ? "AASd-117" : "AASd-022");
            var free = Free(old ?? Metamodel.Of(elements[i]).Name, taken);
            elements[i].IdShort = free;
            seen.Add(free);
            changes.Add(new($"{at}[{i}].idShort", rule, old is null ? $"became {FaultList.Quote(free)}" : $"{FaultList.Quote(old)} became {FaultList.Quote(free)}"));
        }
    }

    static string Free(string name, HashSet<string> taken)
    {
        for (var n = 2; ; n++)
        {
            var ending = string.Create(CultureInfo.InvariantCulture, $"_{n}");
            var free = name[..Math.Min(name.Length, Longest - ending.Length)] + ending;
            if (taken.Add(free))
                return free;
        }
    }
}
