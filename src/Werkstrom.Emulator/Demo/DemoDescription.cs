using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Emulator.Demo;

/// <summary>What people see of the plant besides numbers: titles, limits, texts of states. Written once; later changes by people stay.</summary>
sealed class DemoDescription(IOptions<EmulatorOptions> options, SignalCatalog catalog, AssetCatalog assets)
{
    static readonly string[] StatesDe = ["Aus", "Bereit", "Rüsten", "Läuft", "Störung"];
    static readonly string[] StatesEn = ["Off", "Idle", "Set-up", "Running", "Fault"];
    static readonly string[] ShiftsDe = ["keine", "Frühschicht", "Spätschicht"];
    static readonly string[] ShiftsEn = ["none", "early shift", "late shift"];

    static readonly Dictionary<string, (string Kind, string De, string En)> Assets = new()
    {
        [""] = (AssetKinds.Site, "Metallwerk (Demo)", "Metal works (demo)"),
        ["line1"] = (AssetKinds.Line, "Linie 1, Zerspanung", "Line 1, machining"),
        ["line1/saw1"] = (AssetKinds.Machine, "Säge 1", "Saw 1"),
        ["line1/mill1"] = (AssetKinds.Machine, "Fräse 1", "Mill 1"),
        ["line1/mill2"] = (AssetKinds.Machine, "Fräse 2", "Mill 2"),
        ["line1/lathe1"] = (AssetKinds.Machine, "Drehmaschine 1", "Lathe 1"),
        ["line1/washer1"] = (AssetKinds.Machine, "Waschanlage 1", "Washer 1"),
        ["line2"] = (AssetKinds.Line, "Linie 2, Umformen und Fügen", "Line 2, forming and joining"),
        ["line2/press1"] = (AssetKinds.Machine, "Presse 1", "Press 1"),
        ["line2/press2"] = (AssetKinds.Machine, "Presse 2", "Press 2"),
        ["line2/oven1"] = (AssetKinds.Machine, "Härteofen 1", "Hardening furnace 1"),
        ["line2/robot1"] = (AssetKinds.Machine, "Schweißroboter 1", "Welding robot 1"),
        ["line2/compressor1"] = (AssetKinds.Machine, "Kompressor 1", "Compressor 1"),
        ["energy"] = (AssetKinds.Area, "Energie", "Energy"),
        ["energy/grid"] = (AssetKinds.Meter, "Netzanschluss", "Grid connection"),
        ["energy/pv"] = (AssetKinds.Meter, "Photovoltaik", "Photovoltaics"),
        ["energy/gas"] = (AssetKinds.Meter, "Gas", "Gas"),
        ["building"] = (AssetKinds.Area, "Gebäude", "Building"),
    };

    bool IsGerman => options.Value.Language == "de";

    /// <summary>Describes what is not described yet.</summary>
    public async Task WriteAsync(MetalWorks works, Signal[] signals, CancellationToken stop)
    {
        if (signals[0].Title is not null)
            return;
        await DescribeAssetsAsync(stop);
        for (var i = 0; i < signals.Length; i++)
        {
            var spec = works.Signals[i];
            if (spec.Kind == SignalKind.State)
                await NameStatesAsync(signals[i].Id, TextsOf(spec.Name), stop);
            await catalog.ChangeAsync(signals[i].Id, signal => signal with
            {
                Title = IsGerman ? spec.German : spec.English,
                Limits = spec.Limits ?? SignalLimits.None,
                ExpectedInterval = TimeSpan.FromMinutes(1), // the history has one a minute
            }, stop);
        }
    }

    async Task DescribeAssetsAsync(CancellationToken stop)
    {
        foreach (var (path, (kind, german, english)) in Assets)
        {
            if (assets.TryGet(path.Length == 0 ? options.Value.Root : $"{options.Value.Root}/{path}", out var asset))
                await assets.ChangeAsync(asset.Id, a => a with { Kind = kind, Title = IsGerman ? german : english }, stop);
        }
    }

    string[] TextsOf(string name) => (name, IsGerman) switch
    {
        ("shift", true) => ShiftsDe,
        ("shift", false) => ShiftsEn,
        (_, true) => StatesDe,
        _ => StatesEn,
    };

    async Task NameStatesAsync(int signal, string[] texts, CancellationToken stop)
    {
        for (var number = 0; number < texts.Length; number++)
            await catalog.SetStateTextAsync(signal, number, texts[number], stop);
    }
}
