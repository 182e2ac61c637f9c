using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Facts;
using Werkstrom.Twins.Templates;

namespace Werkstrom.Twins.Alive;

/// <summary>All submodels that shells of assets have.</summary>
sealed class AliveSubmodels
{
    /// <summary>No asset has more.</summary>
    public const int Most = 64;

    public AliveSubmodels(Structure structure, TimeSeries series, OperationalData data, InstanceIndex instances, IEnumerable<ISubmodelSource> sources)
    {
        All =
        [
            new(0, NameplateTemplate.Name, Parts.External(Nameplate.Meaning))
            {
                Edition = ("3", "0"),
                TemplateId = "https://admin-shell.io/idta-02006-3-0",
                Has = asset => !instances.Has(asset.Id, NameplateTemplate.Name), // what somebody filled in is in its place
                MakeAsync = (asset, _) => new(new AliveElements(Nameplate.Elements(asset))),
            },
            new(1, Structure.Name, Parts.ToSubmodel(Structure.Meaning))
            {
                Edition = ("1", "1"),
                Has = structure.Has,
                MakeAsync = (asset, _) => new(new AliveElements(structure.Elements(asset))),
            },
            new(2, TimeSeries.Name, Parts.ToSubmodel(TimeSeries.Meaning))
            {
                Edition = ("1", "1"),
                Has = data.Has,
                MakeAsync = (asset, _) => new(new AliveElements(series.Elements(asset, data.Signals(asset)))),
            },
            new(3, OperationalData.Name, Parts.External(OperationalData.Meaning))
            {
                Has = data.Has,
                MakeAsync = (asset, _) => new(data.Elements(asset)),
            },
            .. sources.OrderBy(s => s.Name, StringComparer.Ordinal).Select((s, i) => Of(4 + i, s)),
        ];
    }

    /// <summary>By rising slot.</summary>
    public IReadOnlyList<AliveSubmodel> All { get; }

    /// <summary>Those that an asset has.</summary>
    public IEnumerable<AliveSubmodel> Of(Asset asset) => All.Where(s => s.Has(asset));

    // templates of the older form name their own meaning by a reference to a submodel
    static AliveSubmodel Of(int slot, ISubmodelSource source) => new(slot, source.Name, Parts.ToSubmodel(source.Meaning))
    {
        Edition = source.Edition,
        Has = asset => source.Has(asset.Id),
        MakeAsync = async (asset, stop) => new(FactElements.Of(await source.ReadAsync(asset.Id, stop))),
    };
}
