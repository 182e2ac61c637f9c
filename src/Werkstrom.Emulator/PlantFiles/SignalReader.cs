using System.Text.Json;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Reads signals.</summary>
sealed class SignalReader(List<string> names, List<PlantFault> faults)
{
    /// <summary>The keys that every signal can have.</summary>
    public static readonly string[] Common = ["name", "unit", "form", "topic"];

    /// <summary>The further keys by form.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Forms = new Dictionary<string, string[]>
    {
        ["constant"] = ["value", "noise", "decimals", "min", "max"],
        ["sine"] = ["mean", "amplitude", "period", "phase", "noise", "decimals", "min", "max"],
        ["cycle"] = ["points", "idle", "noise", "decimals", "min", "max"],
        ["body"] = ["idle", "run", "timeConstant", "from", "noise", "decimals", "min", "max"],
        ["counter"] = ["from", "perCycle", "perHour", "of", "decimals"],
        ["state"] = ["text"],
    };

    /// <summary>The name of a signal; null when it has none.</summary>
    public static string? NameOf(JsonPlace place) => place.Members.Find(m => m.Name == "name").Place?.Value as string;

    public SignalPlan Read(JsonPlace place)
    {
        var word = place.Members.Find(m => m.Name == "form").Place?.Value as string;
        string[] keys = word is not null && Forms.TryGetValue(word, out var further) ? [.. Common, .. further] : [.. Common, .. Forms.Values.SelectMany(f => f).Distinct()];
        ObjectReader signal = new(place, keys, faults);
        var name = signal.Text(signal.Need("name"), "");
        if (signal.Find("name") is { Value: string } at && !PlantReader.NameForm().IsMatch(name))
            signal.Add(at, "path", $"'{name}' {PlantReader.NameRule}");
        var form = Form(signal, signal.Word(signal.Need("form"), "", [.. Forms.Keys]));
        var (least, most) = (signal.Number(signal.Find("min"), double.NegativeInfinity), signal.Number(signal.Find("max"), double.PositiveInfinity));
        if (signal.Find("max") is { } highest && least >= most)
            signal.Add(highest, "range", "'max' must be above 'min'.");
        return new(name, Unit(signal, form), form, signal.Number(signal.Find("noise"), 0, 0), signal.Whole(signal.Find("decimals"), form is CounterForm { Of: null, PerHour: 0 } ? 0 : 2, 0, 9))
        {
            Min = least,
            Max = most,
            Topic = signal.Find("topic") is { } topic ? MessageReader.Topic(signal, topic) : null,
        };
    }

    static string Unit(ObjectReader signal, SignalForm form)
    {
        var code = signal.Text(form is StateForm ? signal.Find("unit") : signal.Need("unit"), "1");
        if (Ucum.Check(code) is { } wrong)
            signal.Add(signal.Find("unit")!, "unit", wrong);
        return code;
    }

    SignalForm Form(ObjectReader signal, string form) => form switch
    {
        "constant" => new ConstantForm(signal.Number(signal.Need("value"), 0)),
        "sine" => new SineForm(
            signal.Number(signal.Need("mean"), 0), signal.Number(signal.Need("amplitude"), 0), signal.Time(signal.Need("period"), TimeSpan.FromHours(1), TimeSpan.FromSeconds(1)),
            signal.Number(signal.Find("phase"), 0, 0, 1)),
        "cycle" => new CycleForm(Points(signal), signal.Number(signal.Find("idle"), 0)),
        "body" => Body(signal),
        "counter" => Counter(signal),
        "state" => new StateForm(signal.Flag(signal.Find("text"), false)),
        _ => new ConstantForm(0),
    };

    static BodyForm Body(ObjectReader signal)
    {
        var idle = signal.Number(signal.Need("idle"), 0);
        return new(
            idle, signal.Number(signal.Need("run"), 0), signal.Time(signal.Need("timeConstant"), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1)),
            signal.Number(signal.Find("from"), idle));
    }

    CounterForm Counter(ObjectReader signal)
    {
        string[] ways = ["perCycle", "perHour", "of"];
        var given = ways.Where(w => signal.Find(w) is not null).ToArray();
        if (given.Length != 1 && signal.Place.Kind == JsonTokenType.StartObject)
            signal.Add(signal.Place, given.Length == 0 ? "missing" : "value", $"A counter needs one of {string.Join(", ", ways)}{(given.Length == 0 ? "" : $", not {given.Length} of them")}.");
        int? of = null;
        if (signal.Find("of") is { } other && signal.Text(other, "") is var name)
        {
            of = names.IndexOf(name);
            if (of < 0 || of >= names.IndexOf(NameOf(signal.Place) ?? ""))
                signal.Add(other, "reference", $"'{name}' is no signal of this machine that stands before this one.{Nearest.Hint(name, names)}");
        }

        return new(
            signal.Number(signal.Find("from"), 0, 0), signal.Number(signal.Find("perCycle"), 0, 0), signal.Number(signal.Find("perHour"), 0, 0), of);
    }

    static List<(double, double)> Points(ObjectReader signal)
    {
        var list = signal.Need("points");
        List<(double At, double Value)> points = [];
        foreach (var place in signal.List(list))
        {
            if (place.Elements is not [var at, var value])
                signal.Add(place, "type", "A point is two numbers: its place in the cycle from 0 to 1, and the value.");
            else
                points.Add((signal.Number(at, 0, 0, 1), signal.Number(value, 0)));
        }

        if (list is { Kind: JsonTokenType.StartArray } && list.Elements.Count == 0)
            signal.Add(list, "range", "A course has at least one point.");
        if (list is not null && points.Zip(points.Skip(1)).Any(p => p.First.At >= p.Second.At))
            signal.Add(list, "order", "The places of the points must rise.");
        return points.Count == 0 ? [(0, 0)] : points;
    }
}
