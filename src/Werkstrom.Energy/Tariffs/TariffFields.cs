using System.Globalization;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>The inputs of the form of a tariff by name, as texts: of a definition, or as somebody typed them.</summary>
sealed class TariffFields
{
    /// <summary>More parts nobody can read.</summary>
    public const int Most = 60;

    readonly Dictionary<string, string> _values = [];

    /// <summary>What stands in an input; empty when nothing does.</summary>
    public string this[string name] { get => _values.GetValueOrDefault(name, ""); set => _values[name] = value; }

    /// <summary>How many parts there are: <c>c</c> of components, <c>f</c> of fees.</summary>
    public int Count(string list) => int.TryParse(this[list], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, Most) : 0;

    public static TariffFields Of(IEnumerable<KeyValuePair<string, string>> sent)
    {
        TariffFields fields = new();
        foreach (var (name, value) in sent)
            fields[name] = value.Trim();
        return fields;
    }

    public static TariffFields Of(TariffDefinition definition)
    {
        TariffFields fields = new();
        (fields["name"], fields["text"]) = (definition.Name, definition.Text);
        foreach (var component in definition.Components)
            fields.Add(component);
        foreach (var fee in definition.Fees)
            fields.Add(fee);
        return fields;
    }

    public void Add(ComponentDefinition component)
    {
        var at = Next("c");
        Part(at, component.Name, component.Kind, component.From, component.Until, component.Region, component.Source);
        switch (component.Rule)
        {
            case FlatDefinition flat: Set(at, "flat", ("price", Say(flat.Price))); break;
            case ClockDefinition clock: Clock(at, clock); break;
            case SpotDefinition spot: Set(at, "spot", ("surcharge", Say(spot.Surcharge)), ("share", Say(spot.Share)), ("zone", spot.Zone)); Fallback(at, spot.Fallback); break;
            case IndexDefinition index:
                Set(at, "index", ("base", Say(index.Base)), ("slope", Say(index.Slope)), ("cap", Say(index.Cap)), ("floor", Say(index.Floor)), ("index", index.Region));
                Fallback(at, index.Fallback);
                break;
            case ZonesDefinition zones:
                Set(at, "zones", ("thresholds", string.Join("; ", zones.Thresholds)), ("prices", string.Join("; ", zones.Prices.Select(p => Say(p)))), ("index", zones.Region));
                Fallback(at, zones.Fallback);
                break;
            case RateDefinition rate: Set(at, "rate", ("rate", rate.Rate), ("scope", rate.Scope.ToString())); break;
            case Module3Definition three: Set(at, "module3", ("high", string.Join("; ", three.High)), ("low", string.Join("; ", three.Low)), ("quarters", string.Join("; ", three.Quarters ?? []))); break;
            default: Set(at, "module2"); break;
        }
    }

    public void Add(FeeDefinition fee)
    {
        var at = Next("f");
        Part(at, fee.Name, fee.Kind, fee.From, fee.Until, fee.Region, fee.Source);
        Set(at, "fee", ("amount", Say(fee.PerYear)), ("rate", fee.Rate), ("scope", fee.Scope.ToString()), ("reduction", fee.IsReduction ? "true" : ""), ("module1", fee.NeedsModule1 ? "true" : ""));
    }

    /// <summary>Takes a part out; those after it move up.</summary>
    public void Remove(string list, int index)
    {
        var count = Count(list);
        if (index < 0 || index >= count)
            return;
        for (var at = index; at < count; at++)
        {
            foreach (var name in _values.Keys.Where(k => k.StartsWith($"{list}{at}.", StringComparison.Ordinal)).ToList())
                _values.Remove(name);
            var next = $"{list}{at + 1}.";
            foreach (var (name, value) in _values.Where(v => v.Key.StartsWith(next, StringComparison.Ordinal)).ToList())
                this[$"{list}{at}.{name[next.Length..]}"] = value;
        }

        this[list] = Whole(count - 1);
    }

    void Clock(string at, ClockDefinition clock)
    {
        Set(at, "clock", ("price", Say(clock.Price)), ("w", Whole(clock.Windows.Count)));
        for (var i = 0; i < clock.Windows.Count; i++)
        {
            var window = clock.Windows[i];
            Set($"{at}w{i}.", "window", ("time", window.Time), ("days", ((int)window.Days).ToString(CultureInfo.InvariantCulture)), ("quarters", string.Join("; ", window.Quarters ?? [])), ("price", Say(window.Price)));
        }
    }

    void Fallback(string at, FallbackDefinition? fallback) => Set(at, this[at + "type"], ("fallback", fallback?.Kind.ToString()), ("fallbackPrice", Say(fallback?.Price)));

    void Part(string at, string name, PartKind kind, DateOnly from, DateOnly? until, string? region, string source) =>
        Set(at, "", ("name", name), ("kind", kind.ToString()), ("from", Day(from)), ("until", until is { } end ? Day(end.AddDays(-1)) : ""), ("region", region), ("source", source));

    void Set(string at, string type, params (string Name, string? Value)[] values)
    {
        this[at + "type"] = type;
        foreach (var (name, value) in values)
            this[at + name] = value ?? "";
    }

    string Next(string list)
    {
        var count = Count(list);
        this[list] = Whole(count + 1);
        return $"{list}{Whole(count)}.";
    }

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Say(decimal? number) => number?.ToString("0.######", CultureInfo.CurrentCulture) ?? "";

    /// <summary>The kinds of days that a window can be chosen for.</summary>
    public static readonly DayType[] Days = [DayType.Any, DayType.Workday, DayType.Workday | DayType.Saturday, DayType.Saturday | DayType.Sunday, DayType.Saturday, DayType.Sunday];
}
