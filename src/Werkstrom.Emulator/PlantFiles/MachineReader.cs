namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Reads machines. What a type brings is taken first; signals of the same name, and other members, replace it.</summary>
sealed class MachineReader(MessagePlan message, string? expected, List<PlantFault> faults)
{
    /// <summary>The keys of a machine.</summary>
    public static readonly string[] Keys = ["path", "type", "cycle", "offset", "mqtt", "signals", "failures", "toolBreak"];

    /// <summary>The keys of a tool break.</summary>
    public static readonly string[] ToolKeys = ["repair", "runsOn", "shows"];

    public MachinePlan Read(JsonPlace place)
    {
        ObjectReader machine = new(place, Keys, faults);
        var type = machine.Find("type") is { } named && machine.Word(named, "", [.. MachineTypes.Names]) is { Length: > 0 } word ? MachineTypes.Get(word) : null;
        var path = machine.Text(machine.Need("path"), "");
        if (machine.Find("path") is { Value: string } at && !PlantReader.PathForm().IsMatch(path))
            machine.Add(at, "path", $"'{path}' {PlantReader.PathRule}");
        var signals = Signals(machine, type, out var names);
        FailureReader failures = new(names, faults);
        return new(path, machine.Time(Inherit("cycle"), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1)), machine.Time(machine.Find("offset"), TimeSpan.Zero))
        {
            Signals = signals,
            Failures = [.. machine.List(Inherit("failures")).Select(failures.Read)],
            Tool = Tool(Inherit("toolBreak"), failures),
            Message = MessageReader.Read(machine.Find("mqtt"), message, faults),
        };

        JsonPlace? Inherit(string key) => machine.Find(key) ?? type?.Members.Find(m => m.Name == key).Place;
    }

    List<SignalPlan> Signals(ObjectReader machine, JsonPlace? type, out List<string> names)
    {
        var own = machine.List(type is null ? machine.Need("signals") : machine.Find("signals"));
        List<JsonPlace> places = [.. type?.Members.Find(m => m.Name == "signals").Place.Elements ?? []];
        var brought = places.Count;
        foreach (var place in own)
        {
            // in its place, so that what counts on it still stands behind it
            var at = places.FindIndex(0, brought, p => SignalReader.NameOf(p) == SignalReader.NameOf(place) && !own.Contains(p));
            if (at >= 0)
                places[at] = place;
            else
                places.Add(place);
        }

        if (places.Count == 0 && machine.Find("signals") is { } empty)
            machine.Add(empty, "range", "A machine has at least one signal.");
        var all = names = [.. places.Select(p => SignalReader.NameOf(p) ?? "")];
        HashSet<string> seen = [];
        foreach (var place in places)
        {
            if (SignalReader.NameOf(place) is { } name && (!seen.Add(name) || (expected is not null && all.Contains(name + expected))))
                machine.Add(place, "duplicate", $"There is a signal '{name}' already, or one that its expected values would have.");
        }

        SignalReader reader = new(names, faults);
        return [.. places.Select(reader.Read)];
    }

    ToolPlan Tool(JsonPlace? place, FailureReader failures)
    {
        var (repair, runsOn) = (TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5));
        if (place is null)
            return new(repair, runsOn, []);
        ObjectReader tool = new(place, ToolKeys, faults);
        return new(tool.Time(tool.Find("repair"), repair), tool.Time(tool.Find("runsOn"), runsOn), failures.Shows(tool));
    }
}
