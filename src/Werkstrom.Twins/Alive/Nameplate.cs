using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;

namespace Werkstrom.Twins.Alive;

/// <summary>
/// IDTA 02006-3-0 of an asset. What the template requires and nobody has said is there without a value; what it leaves free is there only when it is known.
/// </summary>
static class Nameplate
{
    public const string Meaning = "https://admin-shell.io/idta/nameplate/3/0/Nameplate";

    const string Free = "https://admin-shell.io/SMT/General/ArbitraryProp";

    public static List<ISubmodelElement> Elements(Asset asset) =>
    [
        Parts.Value("URIOfTheProduct", "0112/2///61987#ABN590#002", DataTypeDefXsd.AnyUri, null),
        Parts.Text("ManufacturerName", "0112/2///61987#ABA565#009", null),
        Parts.Text("ManufacturerProductDesignation", "0112/2///61987#ABA567#009", null),
        Parts.Group("AddressInformation", "https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation", []),
        Parts.Value("OrderCodeOfManufacturer", "0112/2///61987#ABA950#008", DataTypeDefXsd.String, null),
        Parts.Group("AssetSpecificProperties", "0173-1#02-ABI218#003/0173-1#01-AGZ672#004", Own(asset)),
    ];

    static IEnumerable<ISubmodelElement> Own(Asset asset)
    {
        yield return Parts.Value("Designation", Free, DataTypeDefXsd.String, asset.Label);
        yield return Parts.Value("Path", Free, DataTypeDefXsd.String, asset.Path);
        if (asset.Kind.Length > 0)
            yield return Parts.Value("Kind", Free, DataTypeDefXsd.String, asset.Kind);
        yield return Parts.Value("KnownSince", Free, DataTypeDefXsd.DateTime, Parts.Instant(asset.CreatedAt));
    }
}
