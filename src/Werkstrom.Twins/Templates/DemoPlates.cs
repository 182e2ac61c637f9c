using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Twins.Templates;

/// <summary>The nameplates of the machines of the demo, of makers that do not exist. Written once, as the form of the nameplate would: what people change stays.</summary>
sealed class DemoPlates(IOptions<TwinsOptions> options, AssetCatalog assets, InstanceIndex index, InstanceBook book) : IStartStep
{
    static readonly Dictionary<string, Plate> Plates = new()
    {
        ["saw"] = new("Muster Sägetechnik", "Bandsägeautomat", "Automatic band saw", "BS-320", 2016),
        ["mill"] = new("Muster Werkzeugmaschinen", "Bearbeitungszentrum, 5 Achsen", "Machining centre, 5 axes", "BZ-5-800", 2019),
        ["lathe"] = new("Muster Werkzeugmaschinen", "CNC-Drehmaschine", "CNC lathe", "DM-450", 2018),
        ["washer"] = new("Muster Reinigungsanlagen", "Teilewaschanlage", "Parts washer", "TW-120", 2015),
        ["press"] = new("Muster Umformtechnik", "Hydraulische Presse, 2500 kN", "Hydraulic press, 2500 kN", "HP-250", 2012),
        ["oven"] = new("Muster Ofenbau", "Kammerofen zum Härten, 1100 °C", "Hardening chamber furnace, 1100 °C", "KO-1100", 2009),
        ["robot"] = new("Muster Robotik", "Schweißroboter, 6 Achsen", "Welding robot, 6 axes", "WR-6-20", 2021),
        ["compressor"] = new("Muster Druckluft", "Schraubenkompressor, 37 kW", "Screw compressor, 37 kW", "SK-37", 2014),
    };

    // after the plant of the demo
    public int Order => 910;

    public async Task StartAsync(CancellationToken stop)
    {
        if (!options.Value.Demo || assets.All.Any(a => index.Has(a.Id, NameplateTemplate.Name)))
            return;
        using var actor = Actor.As("demo");
        foreach (var machine in assets.All.Where(a => a.Kind == AssetKinds.Machine))
        {
            if (Plates.GetValueOrDefault(machine.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) is { } plate)
                await book.SaveAsync(Filled(machine, plate), null, [], stop);
        }
    }

    Submodel Filled(Asset machine, Plate plate)
    {
        var serial = string.Create(CultureInfo.InvariantCulture, $"{plate.Type}-{plate.Year % 100:00}{machine.Id:0000}");
        var submodel = book.Bare(machine, NameplateTemplate.Made);
        submodel.SubmodelElements =
        [
            Text("ManufacturerName", plate.Maker, plate.Maker),
            Text("ManufacturerProductDesignation", plate.De, plate.En),
            Value("URIOfTheProduct", $"https://maker.example/{plate.Type}/{serial}"),
            Value("OrderCodeOfManufacturer", plate.Type),
            Value("SerialNumber", serial),
            Value("YearOfConstruction", plate.Year.ToString(CultureInfo.InvariantCulture)),
            Value("CountryOfOrigin", "DE"),
            Bare("AddressInformation"),
            .. submodel.SubmodelElements ?? [],
        ];
        return submodel;
    }

    static ISubmodelElement Value(string idShort, string value)
    {
        var property = (Property)Bare(idShort);
        property.Value = value;
        return property;
    }

    static ISubmodelElement Text(string idShort, string german, string english)
    {
        var text = (MultiLanguageProperty)Bare(idShort);
        text.Value = [new() { Language = "de", Text = german }, new() { Language = "en", Text = english }];
        return text;
    }

    static ISubmodelElement Bare(string idShort) => InstanceMaker.Bare(NameplateTemplate.Made.SubmodelElements!.Single(e => e.IdShort == idShort));

    sealed record Plate(string Maker, string De, string En, string Type, int Year);
}
