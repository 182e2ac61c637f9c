using Werkstrom.Kernel.Assets;

namespace Werkstrom.Twins.Alive;

/// <summary>All submodels that shells of assets have.</summary>
sealed class AliveSubmodels
{
    /// <summary>No asset has more.</summary>
    public const int Most = 64;

    public AliveSubmodels(Structure structure, TimeSeries series, OperationalData data)
    {
        All =
        [
            new(0, "Nameplate", Parts.External(Nameplate.Meaning))
            {
                Edition = ("3", "0"),
                TemplateId = "https://admin-shell.io/idta-02006-3-0",
                Has = _ => true,
                MakeAsync = (asset, _) => new(new AliveElements(Nameplate.Elements(asset))),
            },
            new(1, Structure.Name, Parts.ToSubmodel(Structure.Meaning))
            {
                Edition = ("1", "1"),
                Has = structure.Has,
                MakeAsync = (asset, _) => new(new AliveElements(structure.Elements(asset))),
            },
            new(2, "TimeSeries", Parts.ToSubmodel(TimeSeries.Meaning))
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
        ];
    }

    /// <summary>By rising slot.</summary>
    public IReadOnlyList<AliveSubmodel> All { get; }

    /// <summary>Those that an asset has.</summary>
    public IEnumerable<AliveSubmodel> Of(Asset asset) => All.Where(s => s.Has(asset));
}
