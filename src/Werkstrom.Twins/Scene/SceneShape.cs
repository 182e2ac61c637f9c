using Werkstrom.Kernel.Assets;

namespace Werkstrom.Twins.Scene;

/// <summary>What a thing looks like in the scene.</summary>
enum SceneShape
{
    /// <summary>A machine of which nobody said more.</summary>
    Generic,

    /// <summary>Milling machine, machining centre.</summary>
    Mill,

    /// <summary>Lathe.</summary>
    Lathe,

    /// <summary>Press, punch, bending machine, injection moulding machine.</summary>
    Press,

    /// <summary>Robot.</summary>
    Robot,

    /// <summary>Oven, furnace, dryer.</summary>
    Oven,

    /// <summary>Conveyor, belt.</summary>
    Conveyor,

    /// <summary>Packing machine, labeller, palletizer.</summary>
    Packer,

    /// <summary>Racks.</summary>
    Store,

    /// <summary>Meter, switch cabinet.</summary>
    Meter,

    /// <summary>Photovoltaics.</summary>
    Pv,

    /// <summary>Saw, cutting machine.</summary>
    Saw,

    /// <summary>Washing plant, bath.</summary>
    Washer,

    /// <summary>Compressor, pump, fan.</summary>
    Compressor,

    /// <summary>Transformer: where the power comes in.</summary>
    Grid,

    /// <summary>Tank, silo, gas.</summary>
    Tank,

    /// <summary>A house: an area without machines in it.</summary>
    Building,

    /// <summary>A group that is too large to be opened here.</summary>
    Hall,
}

/// <summary>Finds the shape of an asset by what it is called: its kind, name and title, in German and English.</summary>
static class SceneShapes
{
    // a longer word before a shorter one that it contains; the first that is found counts
    static readonly (string Word, SceneShape Shape)[] Words =
    [
        ("compressor", SceneShape.Compressor), ("kompressor", SceneShape.Compressor), ("pump", SceneShape.Compressor), ("blower", SceneShape.Compressor),
        ("gebläse", SceneShape.Compressor), ("ventilator", SceneShape.Compressor), ("lüfter", SceneShape.Compressor), ("chiller", SceneShape.Compressor),
        ("robot", SceneShape.Robot), ("cobot", SceneShape.Robot),
        ("lathe", SceneShape.Lathe), ("drehmaschine", SceneShape.Lathe), ("turning", SceneShape.Lathe), ("drehen", SceneShape.Lathe),
        ("mill", SceneShape.Mill), ("fräs", SceneShape.Mill), ("fraes", SceneShape.Mill), ("machining", SceneShape.Mill), ("bearbeitungszentrum", SceneShape.Mill),
        ("cnc", SceneShape.Mill), ("drill", SceneShape.Mill), ("bohr", SceneShape.Mill), ("grind", SceneShape.Mill), ("schleif", SceneShape.Mill),
        ("press", SceneShape.Press), ("stanz", SceneShape.Press), ("punch", SceneShape.Press), ("moulding", SceneShape.Press), ("molding", SceneShape.Press),
        ("spritzguss", SceneShape.Press), ("bending", SceneShape.Press), ("abkant", SceneShape.Press),
        ("oven", SceneShape.Oven), ("furnace", SceneShape.Oven), ("ofen", SceneShape.Oven), ("dryer", SceneShape.Oven), ("trockner", SceneShape.Oven),
        ("conveyor", SceneShape.Conveyor), ("förder", SceneShape.Conveyor), ("foerder", SceneShape.Conveyor), ("belt", SceneShape.Conveyor), ("transportband", SceneShape.Conveyor),
        ("pack", SceneShape.Packer), ("label", SceneShape.Packer), ("etiket", SceneShape.Packer), ("wrapp", SceneShape.Packer), ("filler", SceneShape.Packer), ("abfüll", SceneShape.Packer),
        ("warehouse", SceneShape.Store), ("storage", SceneShape.Store), ("lager", SceneShape.Store), ("store", SceneShape.Store), ("regal", SceneShape.Store), ("rack", SceneShape.Store),
        ("photovolta", SceneShape.Pv), ("solar", SceneShape.Pv), ("pv", SceneShape.Pv),
        ("saw", SceneShape.Saw), ("säge", SceneShape.Saw), ("saege", SceneShape.Saw), ("cutter", SceneShape.Saw), ("laser", SceneShape.Saw), ("schneid", SceneShape.Saw),
        ("wash", SceneShape.Washer), ("wasch", SceneShape.Washer), ("clean", SceneShape.Washer), ("reinig", SceneShape.Washer), ("bath", SceneShape.Washer),
        ("transformer", SceneShape.Grid), ("transformator", SceneShape.Grid), ("grid", SceneShape.Grid), ("netzanschluss", SceneShape.Grid),
        ("tank", SceneShape.Tank), ("silo", SceneShape.Tank), ("gas", SceneShape.Tank),
        ("meter", SceneShape.Meter), ("zähler", SceneShape.Meter), ("zaehler", SceneShape.Meter),
    ];

    // short words must stand alone: "pv" is no part of "spv12"
    const int ShortWord = 3;

    /// <summary>The shape of a thing; null when its words say nothing.</summary>
    public static SceneShape? Find(Asset asset)
    {
        foreach (var text in new[] { asset.Kind is AssetKinds.Machine or AssetKinds.Meter ? "" : asset.Kind, asset.Name, asset.Title ?? "" })
        {
            if (text.Length > 0 && Find(text) is { } shape)
                return shape;
        }

        return null;
    }

    /// <summary>Width (to the right), depth (to the front) and height of a shape, metres.</summary>
    public static (double Width, double Depth, double Height) Size(SceneShape shape) => shape switch
    {
        SceneShape.Mill => (3.2, 2.6, 2.5),
        SceneShape.Lathe => (3.8, 2.0, 2.0),
        SceneShape.Press => (2.6, 2.4, 3.8),
        SceneShape.Robot => (3.4, 3.4, 2.8),
        SceneShape.Oven => (4.2, 3.0, 2.9),
        SceneShape.Conveyor => (5.0, 1.2, 1.2),
        SceneShape.Packer => (3.8, 2.2, 2.3),
        SceneShape.Store => (6.0, 2.6, 4.2),
        SceneShape.Meter => (1.6, 1.2, 2.0),
        SceneShape.Pv => (6.4, 4.0, 2.0),
        SceneShape.Saw => (3.4, 2.2, 1.9),
        SceneShape.Washer => (3.4, 2.2, 2.3),
        SceneShape.Compressor => (2.6, 1.8, 2.0),
        SceneShape.Grid => (3.0, 2.6, 2.6),
        SceneShape.Tank => (2.4, 2.4, 3.4),
        SceneShape.Building => (7.0, 5.0, 3.8),
        SceneShape.Hall => (9.0, 6.0, 4.2),
        _ => (2.6, 2.2, 2.1),
    };

    static SceneShape? Find(string text)
    {
        foreach (var (word, shape) in Words)
        {
            if (word.Length <= ShortWord ? StandsAlone(text, word) : text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return shape;
        }

        return null;
    }

    static bool StandsAlone(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (at == 0 || !char.IsLetter(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetter(text[at + word.Length]));
    }
}
