using System.Globalization;
using System.Text.RegularExpressions;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Reads a plant file and says all that is wrong with it at once.</summary>
sealed partial class PlantReader
{
    /// <summary>The keys of the file itself.</summary>
    public static readonly string[] Keys =
        ["$schema", "name", "root", "seed", "start", "zone", "every", "expected", "shifts", "mqtt", "line", "machines", "faults"];

    /// <summary>The keys of a shift.</summary>
    public static readonly string[] ShiftKeys = ["days", "from", "to"];

    /// <summary>The keys of line protocol.</summary>
    public static readonly string[] LineKeys = ["tags"];

    const int MostMachines = 1000, MostSignals = 20_000;

    static readonly string[] DefaultTags = ["area", "unit"];
    static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    readonly List<PlantFault> _faults = [];

    /// <summary>Reads it.</summary>
    /// <returns>The plant, null when something is wrong, and all that is wrong in order of lines.</returns>
    public static (PlantPlan? Plan, IReadOnlyList<PlantFault> Faults) Read(ReadOnlySpan<byte> utf8)
    {
        PlantReader reader = new();
        var plan = JsonPlace.Read(utf8, reader._faults) is { } root ? reader.Plant(root) : null;
        return (reader._faults.Count == 0 ? plan : null, [.. reader._faults.OrderBy(f => f.Line).ThenBy(f => f.Path, StringComparer.Ordinal)]);
    }

    PlantPlan? Plant(JsonPlace place)
    {
        ObjectReader file = new(place, Keys, _faults);
        var root = file.Text(file.Find("root"), "");
        if (root.Length > 0 && !PathForm().IsMatch(root))
            file.Add(file.Find("root")!, "path", $"'{root}' {PathRule}");
        var expected = file.Find("expected") is { } suffix ? file.Text(suffix, "_expected") : null;
        if (expected is not null && !NameForm().IsMatch(expected))
            file.Add(file.Find("expected")!, "path", $"'{expected}' is added to names and {NameRule}");
        var machines = Machines(file, MessageReader.Read(file.Find("mqtt"), MessageReader.Default, _faults));
        if (machines.Count == 0)
            return null;
        PlantPlan plan = new()
        {
            Name = file.Text(file.Find("name"), "plant"),
            Root = root,
            Seed = file.Whole(file.Find("seed"), 1, 0, int.MaxValue),
            Start = Start(file),
            Zone = Zone(file),
            Every = file.Time(file.Find("every"), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10)),
            Expected = expected,
            Shifts = [.. file.List(file.Find("shifts")).Select(Shift)],
            Tags = Tags(file.Find("line")),
            Machines = machines,
        };
        FaultText text = new(machines);
        return plan with { Faults = [.. file.List(file.Find("faults")).Select(p => Order(file, text, p)).OfType<FaultOrder>()] };
    }

    List<MachinePlan> Machines(ObjectReader file, MessagePlan message)
    {
        var places = file.List(file.Need("machines"));
        if (file.Find("machines") is { } list && (places.Count is 0 or > MostMachines))
            file.Add(list, "range", $"A plant has 1 to {MostMachines} machines, not {places.Count}.");
        MachineReader reader = new(message, file.Find("expected")?.Value as string, _faults);
        List<MachinePlan> machines = [.. places.Take(MostMachines).Select(reader.Read)];
        HashSet<string> paths = [];
        foreach (var (place, machine) in places.Zip(machines))
        {
            if (machine.Path.Length > 0 && !paths.Add(machine.Path))
                _faults.Add(new(place.Line, place.Path, "duplicate", $"There is a machine '{machine.Path}' already."));
        }

        if (machines.Sum(m => m.Signals.Count) > MostSignals)
            _faults.Add(new(file.Place.Line, "$.machines", "range", $"A plant has at most {MostSignals} signals."));
        return machines;
    }

    static DateTimeOffset? Start(ObjectReader file)
    {
        if (file.Find("start") is not { } place)
            return null;
        if (place.Value is string text && text.Length > 10
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) && ZoneForm().IsMatch(text) && start.Year is > 1970 and < 2200)
        {
            return start.ToUniversalTime();
        }

        file.Add(place, "time", "A time from 1971 on with an offset is needed, such as 2026-03-02T06:00:00Z.");
        return null;
    }

    static TimeZoneInfo Zone(ObjectReader file)
    {
        var name = file.Text(file.Find("zone"), "UTC");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        file.Add(file.Find("zone")!, "zone", $"'{name}' is no time zone such as Europe/Berlin.");
        return TimeZoneInfo.Utc;
    }

    ShiftPlan Shift(JsonPlace place)
    {
        ObjectReader shift = new(place, ShiftKeys, _faults);
        HashSet<DayOfWeek> days = [];
        foreach (var day in shift.List(shift.Need("days")))
        {
            if (shift.Word(day, "", Days) is { Length: > 0 } word)
                days.Add((DayOfWeek)((Array.IndexOf(Days, word) + 1) % 7));
        }

        return new(days, Clock("from"), Clock("to"));

        TimeSpan Clock(string key)
        {
            var at = shift.Need(key);
            if (at is null)
                return default;
            if (at.Value is string text && TimeSpan.TryParseExact(text, "hh\\:mm", CultureInfo.InvariantCulture, out var time))
                return time;
            shift.Add(at, "time", "A time of day such as 06:00 is needed.");
            return default;
        }
    }

    IReadOnlyList<string> Tags(JsonPlace? place)
    {
        if (place is null)
            return DefaultTags;
        ObjectReader line = new(place, LineKeys, _faults);
        List<string> tags = [];
        foreach (var tag in line.List(line.Find("tags")))
        {
            var text = line.Text(tag, "");
            if (tag.Value is string && !NameForm().IsMatch(text))
                line.Add(tag, "path", $"'{text}' {NameRule}");
            tags.Add(text);
        }

        return tags;
    }

    static FaultOrder? Order(ObjectReader file, FaultText text, JsonPlace place)
    {
        var order = text.Read(file.Text(place, ""), isTimed: true, out var why);
        if (order is null && place.Value is string)
            file.Add(place, "fault", why);
        return order;
    }

    /// <summary>What a name must be.</summary>
    public const string NameRule = "must be letters, digits, _, - and . only.";

    /// <summary>What a path must be.</summary>
    public const string PathRule = "must be one to eight names of letters, digits, _, - and ., with / between them.";

    /// <summary>A name.</summary>
    [GeneratedRegex(@"^[\p{L}\p{Nd}_.\-]{1,100}$")]
    public static partial Regex NameForm();

    /// <summary>A path.</summary>
    [GeneratedRegex(@"^[\p{L}\p{Nd}_.\-]{1,100}(/[\p{L}\p{Nd}_.\-]{1,100}){0,7}$")]
    public static partial Regex PathForm();

    [GeneratedRegex(@"(Z|[+\-]\d\d:\d\d)$")]
    private static partial Regex ZoneForm();
}
