using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Tariffs;

/// <summary>Makes a definition of what stands in the form, and says all that cannot be read at once. Numbers with comma or point.</summary>
sealed class TariffReader(IStringLocalizer<TariffText> text)
{
    /// <summary>Reads it.</summary>
    /// <returns>The definition, and what is wrong in sentences; with unreadable numbers as 0.</returns>
    public (TariffDefinition Definition, List<string> Faults) Read(TariffFields fields)
    {
        List<string> faults = [];
        TariffDefinition definition = new(
            fields["name"],
            [.. Enumerable.Range(0, fields.Count("c")).Select(i => Component(new(text, fields, Invariant($"c{i}."), faults)))],
            [.. Enumerable.Range(0, fields.Count("f")).Select(i => Fee(new(text, fields, Invariant($"f{i}."), faults)))],
            fields["text"]);
        return (definition, faults.Count > 0 ? faults : [.. TariffCheck.Faults(definition).Select(TariffWords.Say)]);
    }

    static ComponentDefinition Component(Part part) => new(
        part["name"], part.Word<PartKind>("kind"), Rule(part), part.Day("from") ?? default, part.Day("until")?.AddDays(1), part.Maybe("region"), part["source"]);

    static FeeDefinition Fee(Part part) => new(
        part["name"], part.Word<PartKind>("kind"), part.Day("from") ?? default, part.Number("amount"), part.Maybe("rate"), part.Word<RateScope>("scope"),
        part["reduction"] == "true", part["module1"] == "true", part.Day("until")?.AddDays(1), part.Maybe("region"), part["source"]);

    static RuleDefinition Rule(Part part) => part["type"] switch
    {
        "clock" => new ClockDefinition(part.Needed("price"), [.. Windows(part)]),
        "spot" => new SpotDefinition(part.Needed("surcharge"), part.Number("share") ?? 100, part.Maybe("zone"), Fallback(part)),
        "index" => new IndexDefinition(part.Needed("base"), part.Needed("slope"), part.Number("cap"), part.Number("floor"), part.Maybe("index"), Fallback(part)),
        "zones" => new ZonesDefinition([.. part.Wholes("thresholds")], [.. part.List("prices").Select(p => part.Number("prices", p) ?? 0)], part.Maybe("index"), Fallback(part)),
        "rate" => new RateDefinition(part["rate"], part.Word<RateScope>("scope")),
        "module2" => new Module2Definition(),
        "module3" => new Module3Definition([.. part.List("high")], [.. part.List("low")], part.Quarters()),
        _ => new FlatDefinition(part.Needed("price")),
    };

    static IEnumerable<WindowDefinition> Windows(Part part)
    {
        for (var i = 0; i < 12; i++)
        {
            var window = part.Below(Invariant($"w{i}."));
            if (window["time"].Length > 0)
                yield return new(window["time"].Replace("–", "-", StringComparison.Ordinal), window.Needed("price"), Days(window["days"]), window.Quarters());
        }
    }

    static DayType Days(string bits) => int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= (int)DayType.Any ? (DayType)days : DayType.Any;

    static FallbackDefinition? Fallback(Part part) => Enum.TryParse<FallbackKind>(part["fallback"], out var kind) ? new(kind, kind == FallbackKind.Fixed ? part.Number("fallbackPrice") : null) : null;

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>The inputs of one part.</summary>
    sealed record Part(IStringLocalizer<TariffText> Texts, TariffFields Fields, string At, List<string> Faults, string? Owner = null)
    {
        public string this[string name] => Fields[At + name];

        string Called => Owner ?? (this["name"].Length > 0 ? this["name"] : At);

        public Part Below(string at) => this with { At = At + at, Owner = Called };

        public string? Maybe(string name) => this[name] is { Length: > 0 } given ? given : null;

        public IEnumerable<string> List(string name) => this[name].Replace('–', '-').Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        public decimal Needed(string name)
        {
            if (this[name].Length == 0)
                Faults.Add(Texts["fault.needed", Called, Texts["field." + name]]);
            return Number(name) ?? 0;
        }

        public decimal? Number(string name) => this[name].Length == 0 ? null : Number(name, this[name]);

        public decimal? Number(string name, string given)
        {
            if (Numbers.Read(given) is { } number)
                return number;
            Faults.Add(Texts["fault.number", Called, Texts["field." + name], given]);
            return null;
        }

        public IEnumerable<int> Wholes(string name)
        {
            foreach (var given in List(name))
            {
                if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
                    yield return whole;
                else
                    Faults.Add(Texts["fault.number", Called, Texts["field." + name], given]);
            }
        }

        public List<int>? Quarters() => Wholes("quarters").ToList() is { Count: > 0 } quarters ? quarters : null;

        public DateOnly? Day(string name)
        {
            if (this[name].Length == 0 && name == "until")
                return null;
            if (DateOnly.TryParseExact(this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            Faults.Add(Texts["fault.day", Called, Texts["field." + name], this[name]]);
            return null;
        }

        public T Word<T>(string name) where T : struct, Enum => Enum.TryParse<T>(this[name], out var word) && Enum.IsDefined(word) ? word : default;
    }
}

/// <summary>Numbers as people write them. Nobody's thousands are taken for a decimal sign: <c>3.500</c> of a German is refused, not read as 3.5.</summary>
static partial class Numbers
{
    /// <summary>Of a form: with the reader's decimal sign, or a point; null when it is no number.</summary>
    public static decimal? Read(string text)
    {
        text = text.Replace('−', '-').Trim();
        if (CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == "," && Thousands().IsMatch(text))
            return null;
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture, out var number)
            || decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            ? number : null;
    }

    /// <summary>Of a file or a request, whoever sends it: a point or a comma is the decimal sign, thousands have none.</summary>
    public static decimal? OfFile(string text) =>
        decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What a form sent as a file would say it; what is no number stays none. An amount may have the reader's thousands, as pages write them: <c>2.500</c> of a German.</summary>
    public static string ToFile(string text) => text.Length == 0 ? "" : (Grouped(text.Trim()) ?? Read(text))?.ToString(CultureInfo.InvariantCulture) ?? $"'{text}'";

    static decimal? Grouped(string text)
    {
        var (sign, point) = (CultureInfo.CurrentCulture.NumberFormat.NumberGroupSeparator, CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator);
        return sign is "." or "," && Regex.IsMatch(text, $@"^[1-9][0-9]{{0,2}}(\{sign}[0-9]{{3}})+(\{point}[0-9]+)?$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            ? decimal.Parse(text, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.CurrentCulture) : null;
    }

    [GeneratedRegex(@"^[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+$")]
    private static partial Regex Thousands();
}
