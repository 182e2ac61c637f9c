using Werkstrom.Condition.Assets;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Past;

/// <summary>Knows the machines that can be compared with one: those of its type, or without a kind those beside it.</summary>
sealed class Sisters(AssetCatalog assets, SignalCatalog signals)
{
    /// <summary>More are not looked at; the nearest in the tree come first.</summary>
    const int Most = 8;

    /// <summary>Of each sister that has them all the same-named signals, in the same order.</summary>
    public IEnumerable<IReadOnlyList<Signal>> Of(CaseQuestion question) => assets.TryGet(question.AssetId, out var own)
        ? Of(own).Select(sister => Twins(question.Signals, own, sister)).OfType<IReadOnlyList<Signal>>().Take(Most)
        : [];

    /// <summary>The sisters of a machine, the nearest first.</summary>
    public IEnumerable<Asset> Of(Asset own) => assets.All
        .Where(a => a.Id != own.Id && (own.Kind.Length > 0 ? AssetType.IsSame(own, a) : a.ParentId == own.ParentId))
        .OrderBy(a => a.ParentId == own.ParentId ? 0 : 1).ThenBy(a => a.Id);

    List<Signal>? Twins(IReadOnlyList<Signal> of, Asset own, Asset sister)
    {
        List<Signal> twins = [];
        foreach (var signal in of)
        {
            if (!signal.Path.StartsWith(own.Path + "/", StringComparison.Ordinal)
                || !signals.TryGet(sister.Path + signal.Path[own.Path.Length..], out var twin) || twin.Unit != signal.Unit || twin.Kind != signal.Kind)
            {
                return null;
            }

            twins.Add(twin);
        }

        return twins;
    }
}
