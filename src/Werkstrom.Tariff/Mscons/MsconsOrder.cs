using System.Globalization;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tariff.Mscons;

/// <summary>Quarter-hours of a place to be sent.</summary>
/// <param name="Place">Id of a delivery point (MaLo) or meter point (MeLo).</param>
/// <param name="Obis">OBIS code, for example <c>1-1:1.29.0</c>.</param>
/// <param name="First">The first quarter-hour.</param>
/// <param name="Wh">Energy of each, Wh.</param>
/// <param name="Statuses">What each is worth; null: all true values.</param>
public sealed record MsconsDelivery(string Place, string Obis, int First, IReadOnlyList<int> Wh, IReadOnlyList<MsconsStatus>? Statuses = null);

/// <summary>Makes messages of quarter-hours: one for each place, and one for each German month of it where a series would have more than 9,999 values.</summary>
/// <param name="Sender">Id of the sender, thirteen digits.</param>
/// <param name="Receiver">Id of the receiver, thirteen digits.</param>
/// <param name="Reference">Reference of the interchange, 1 to 14 characters.</param>
/// <param name="Created">When it is made.</param>
public sealed record MsconsOrder(string Sender, string Receiver, string Reference, DateTimeOffset Created)
{
    const int MostValues = 9_999;

    /// <summary>Writes the interchange.</summary>
    /// <exception cref="ArgumentException">An id or the reference breaks its rule, a series is empty or its statuses are not as many as its values.</exception>
    public byte[] Write(IReadOnlyList<MsconsDelivery> deliveries, EdifactMarks? marks = null)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        Check();
        List<MsconsMessage> messages = [];
        foreach (var delivery in deliveries)
        {
            Check(delivery);
            foreach (var range in Split(new(delivery.First, delivery.Wh.Count)))
                messages.Add(Message(delivery, range, messages.Count + 1));
        }

        var made = Created.UtcDateTime;
        MsconsSegment head = new("UNB", ["UNOC", "3"], [Sender, Agency(Sender, "14", "500")], [Receiver, Agency(Receiver, "14", "500")],
            [made.ToString("yyMMdd", CultureInfo.InvariantCulture), made.ToString("HHmm", CultureInfo.InvariantCulture)], [Reference], [""], ["TL"]);
        return MsconsWriter.Write(head, messages, marks);
    }

    static IEnumerable<QuarterRange> Split(QuarterRange all)
    {
        if (all.Count <= MostValues)
        {
            yield return all;
            yield break;
        }

        for (var day = GermanTime.Date(all.First); ; day = day.AddMonths(1))
        {
            var part = GermanTime.Month(day.Year, day.Month).Meet(all);
            if (part.Count == 0)
                yield break;
            yield return part;
        }
    }

    MsconsMessage Message(MsconsDelivery delivery, QuarterRange range, int number)
    {
        var reference = number.ToString(CultureInfo.InvariantCulture);
        List<MsconsSegment> header =
        [
            new("UNH", [reference], ["MSCONS", "D", "04B", "UN", "2.4c"]),
            new("BGM", [delivery.Place.Length == 11 ? "Z48" : "7"], [$"{Reference}-{reference}"], ["9"]),
            new("DTM", ["137", MsconsTime.Write(MsconsTime.Minutes(Created)), "303"]),
            new("RFF", ["Z13", delivery.Place.Length == 11 ? "13025" : "13018"]),
            new("NAD", ["MS"], [Sender, "", Agency(Sender, "9", "293")]),
            new("NAD", ["MR"], [Receiver, "", Agency(Receiver, "9", "293")]),
        ];
        MsconsPlace place = new(
            [new("NAD", ["DP"]), new("LOC", ["172"], [delivery.Place]), Stamp("163", range.First), Stamp("164", range.End)], [Series(delivery, range)]);
        return new(header, [place], 0);
    }

    static MsconsSeries Series(MsconsDelivery delivery, QuarterRange range)
    {
        var values = new MsconsValue[range.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var at = range.First + i - delivery.First;
            values[i] = new((range.First + i) * 15, (range.First + i + 1) * 15, delivery.Wh[at], delivery.Statuses?[at] ?? MsconsStatus.True);
        }

        return new([new("LIN", ["1"]), new("PIA", ["5"], [delivery.Obis, "SRW"])], values, [], "");
    }

    static MsconsSegment Stamp(string qualifier, int quarter) => new("DTM", [qualifier, MsconsTime.Write(quarter * 15), "303"]);

    /// <summary>Codes of BDEW begin with 99, all others are GLN.</summary>
    static string Agency(string partner, string gln, string bdew) => partner.StartsWith("99", StringComparison.Ordinal) ? bdew : gln;

    void Check()
    {
        if (!MarketIds.IsPartner(Sender) || !MarketIds.IsPartner(Receiver))
            throw new ArgumentException($"Sender '{Sender}' and receiver '{Receiver}' must be ids of market partners: thirteen digits.");
        if (Reference.Length is 0 or > 14)
            throw new ArgumentException($"The reference '{Reference}' must have 1 to 14 characters.");
    }

    static void Check(MsconsDelivery delivery)
    {
        if (!MarketIds.IsDeliveryPoint(delivery.Place) && !MarketIds.IsMeterPoint(delivery.Place))
            throw new ArgumentException($"'{delivery.Place}' is no id of a delivery point (MaLo) or meter point (MeLo).");
        if (delivery.Wh.Count == 0)
            throw new ArgumentException($"{delivery.Place} {delivery.Obis} has no values.");
        if (delivery.Statuses is { } statuses && statuses.Count != delivery.Wh.Count)
            throw new ArgumentException($"{delivery.Place} {delivery.Obis} has {delivery.Wh.Count} values and {statuses.Count} statuses.");
    }
}
