using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Market;

/// <summary>
/// Reads day-ahead prices of the ENTSO-E transparency platform (document A44). A position that is missing repeats the one before it (curve A03; with
/// A01 it is a gap); how many positions a period has follows from its times, so days have 92, 96 or 100. Where there are several auctions for the same
/// time (classification sequence) the lowest counts, and of several resolutions the finest.
/// </summary>
public static class Entsoe
{
    const string Source = "ENTSO-E";

    /// <summary>How many quarter-hours of periods are read: four years, or eight auctions of half a year. A short text can name periods without end.</summary>
    const int Most = 4 * 366 * 96;

    /// <summary>Reads an answer; of an Acknowledgement its reason is the fault.</summary>
    /// <param name="text">The XML.</param>
    /// <param name="wanted">What was asked for; other times are faults. Null: whatever the text speaks of.</param>
    public static MarketAnswer Read(string text, QuarterRange? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Fault> faults = [];
        if (Open(text, faults) is not { } root)
            return new(Source, null, [], faults);
        var published = Time(root.Child("createdDateTime")?.Value);
        if (root.Name.LocalName == "Acknowledgement_MarketDocument")
        {
            foreach (var reason in root.Children("Reason"))
                faults.Add(new(Line(reason), $"the provider answers {reason.Child("code")?.Value}: {reason.Child("text")?.Value}"));
            if (faults.Count == 0)
                faults.Add(new(1, "the provider answers without prices and without a reason"));
            return new(Source, published, [], faults);
        }

        if (root.Name.LocalName != "Publication_MarketDocument")
        {
            faults.Add(new(1, $"the document is '{root.Name.LocalName}' instead of Publication_MarketDocument"));
            return new(Source, published, [], faults);
        }

        if (root.Child("type")?.Value is var type && type != "A44")
            faults.Add(new(1, $"the document has the type '{type}' instead of A44"));
        return new(Source, published, [Series(root, wanted, faults)], faults);
    }

    static XElement? Open(string text, List<Fault> faults)
    {
        try
        {
            using StringReader characters = new(text);
            using var reader = XmlReader.Create(characters, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
        }
        catch (XmlException failed)
        {
            faults.Add(new(failed.LineNumber, "the text is no whole XML"));
            return null;
        }
    }

    static MarketSeries Series(XElement root, QuarterRange? wanted, List<Fault> faults)
    {
        MarketBuilder series = new("day-ahead price", MarketUnit.Price, wanted, faults);
        Dictionary<int, (int Order, EntsoePoint Point)> best = [];
        var (any, read) = (false, 0);
        foreach (var part in root.Children("TimeSeries"))
        {
            any = true;
            if (!HasUnit(part, faults))
                continue;
            var sequence = Whole(part.Child("classificationSequence_AttributeInstanceComponent.position")?.Value) ?? 1;
            foreach (var point in part.Children("Period").SelectMany(p => EntsoePeriod.Points(p, part.Child("curveType")?.Value, faults)))
            {
                if ((read += point.Count) > Most)
                {
                    faults.Add(new(point.Line, $"the periods have more than {Most} quarter-hours in all; the rest is not read"));
                    return Build(series, best);
                }

                for (var quarter = point.First; quarter < point.First + point.Count; quarter++)
                {
                    var order = (sequence * 1000) + point.Count;
                    if (!best.TryGetValue(quarter, out var known) || order < known.Order)
                        best[quarter] = (order, point);
                    else if (order == known.Order && point.Price is not null && point.Price != known.Point.Price)
                        faults.Add(new(point.Line, FormattableString.Invariant($"{Quarters.Start(quarter):yyyy-MM-ddTHH:mmZ} has two prices of the same auction: {known.Point.Price} and {point.Price}; the first is kept")));
                }
            }
        }

        if (!any)
            faults.Add(new(1, "there is no TimeSeries"));
        return Build(series, best);
    }

    static MarketSeries Build(MarketBuilder series, Dictionary<int, (int Order, EntsoePoint Point)> best)
    {
        foreach (var (quarter, (_, point)) in best.OrderBy(b => b.Key))
            series.Add(Quarters.Start(quarter), 1, point.Price, 100, point.Line);
        return series.Build() with { Steps = [.. best.Values.Select(b => b.Point.Count).Distinct().Order()] };
    }

    static bool HasUnit(XElement series, List<Fault> faults)
    {
        var unit = $"{series.Child("currency_Unit.name")?.Value}/{series.Child("price_Measure_Unit.name")?.Value}";
        if (unit == "EUR/MWH")
            return true;
        faults.Add(new(Line(series), $"the unit is {unit} instead of EUR/MWH"));
        return false;
    }

    internal static XElement? Child(this XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    internal static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(e => e.Name.LocalName == name);

    internal static int Line(XElement element) => ((IXmlLineInfo)element).LineNumber;

    internal static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 ? number : null;

    internal static DateTimeOffset? Time(string? text) =>
        text is { Length: > 16 } && text[^1] == 'Z' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1990 and < 2200
            ? time
            : null;
}
