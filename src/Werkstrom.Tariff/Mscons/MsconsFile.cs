namespace Werkstrom.Tariff.Mscons;

/// <summary>What was read of an interchange: all that could be read, and all that is wrong.</summary>
/// <param name="Marks">Its service characters.</param>
/// <param name="Head">Its UNB segment; null when it has none.</param>
/// <param name="Messages">Its messages in their order; those with faults too, with what they hold that is right.</param>
/// <param name="Faults">What is wrong, in the order of the text; at most <see cref="MsconsReader.MostFaults"/>.</param>
/// <param name="FaultCount">How many faults there are, those beyond the limit too.</param>
/// <param name="ValueCount">How many values were read.</param>
public sealed record MsconsFile(
    EdifactMarks Marks, MsconsSegment? Head, IReadOnlyList<MsconsMessage> Messages, IReadOnlyList<MsconsFault> Faults, long FaultCount, long ValueCount)
{
    /// <summary>Id of the sender (UNB), "" when unknown.</summary>
    public string Sender => Head?[1] ?? "";

    /// <summary>Id of the receiver (UNB), "" when unknown.</summary>
    public string Receiver => Head?[2] ?? "";

    /// <summary>Reference of the interchange (UNB 0020), "" when unknown.</summary>
    public string Reference => Head?[4] ?? "";
}

/// <summary>Something wrong in an interchange.</summary>
/// <param name="Segment">Which segment, from 1 (UNB); the UNA segment does not count.</param>
/// <param name="Position">Where that segment begins, in bytes from the start.</param>
/// <param name="Message">Reference of the message (UNH), "" outside of messages.</param>
/// <param name="Text">What was found and the rule it breaks, English.</param>
public sealed record MsconsFault(int Segment, long Position, string Message, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"segment {Segment} at byte {Position}: {Text}";
}

/// <summary>A message of an interchange: values of one or more places.</summary>
/// <param name="Header">Its segments from UNH to the one before UNS.</param>
/// <param name="Places">What it says of which place.</param>
/// <param name="Faults">How many faults lie in it; a message with faults is not to be booked without a look.</param>
public sealed record MsconsMessage(IReadOnlyList<MsconsSegment> Header, IReadOnlyList<MsconsPlace> Places, int Faults)
{
    /// <summary>Its reference in the interchange (UNH 0062).</summary>
    public string Reference => Header.Count > 0 ? Header[0][0] : "";

    /// <summary>Kind of document (BGM 1001), for example <c>7</c> or <c>Z48</c>.</summary>
    public string Document => Header.Find("BGM")?[0] ?? "";

    /// <summary>Number of the document (BGM 1004).</summary>
    public string Number => Header.Find("BGM")?[1] ?? "";

    /// <summary>When it was made (DTM+137); null when that cannot be read.</summary>
    public DateTimeOffset? Created => MsconsTime.Read(Header.Find("DTM", "137"));

    /// <summary>Which rules of the handbook of use it follows (RFF+Z13, Prüfidentifikator), for example <c>13025</c>; "" when it does not say.</summary>
    public string Check => Header.Find("RFF", "Z13")?[0, 1] ?? "";

    /// <summary>Id of the market partner that sends it (NAD+MS).</summary>
    public string Sender => Header.Find("NAD", "MS")?[1] ?? "";

    /// <summary>Id of the market partner that receives it (NAD+MR).</summary>
    public string Receiver => Header.Find("NAD", "MR")?[1] ?? "";
}

/// <summary>A place, for example a delivery point (MaLo) or a meter (MeLo), with its series of values.</summary>
/// <param name="Segments">Its segments from NAD (when it has one) or LOC to the one before LIN.</param>
/// <param name="Series">Its series.</param>
public sealed record MsconsPlace(IReadOnlyList<MsconsSegment> Segments, IReadOnlyList<MsconsSeries> Series)
{
    /// <summary>What kind of place (LOC 3227): <c>172</c> a delivery point or meter, <c>237</c> a balancing group.</summary>
    public string Kind => Segments.Find("LOC")?[0] ?? "";

    /// <summary>Its id (LOC 3225).</summary>
    public string Id => Segments.Find("LOC")?[1] ?? "";

    /// <summary>Start of what is sent (DTM+163), null when it is not said.</summary>
    public DateTimeOffset? From => MsconsTime.Read(Segments.Find("DTM", "163"));

    /// <summary>End of what is sent (DTM+164), null when it is not said.</summary>
    public DateTimeOffset? End => MsconsTime.Read(Segments.Find("DTM", "164"));
}

/// <summary>A series of values of a place.</summary>
/// <param name="Segments">Its segments LIN and PIA.</param>
/// <param name="Values">Its values in the order of the text.</param>
/// <param name="Details">Other segments of values (reading date, reasons), with the index of their value.</param>
/// <param name="Unit">Unit of its values (QTY 6411) where it is said, for example <c>KWH</c>; else "", then the OBIS code tells it.</param>
public sealed record MsconsSeries(
    IReadOnlyList<MsconsSegment> Segments, IReadOnlyList<MsconsValue> Values, IReadOnlyList<MsconsDetail> Details, string Unit)
{
    /// <summary>OBIS code or number of the product (PIA), for example <c>1-1:1.29.0</c>; "" when it has none.</summary>
    public string Obis => Segments.Find("PIA")?[1] ?? "";
}

/// <summary>A segment that belongs to a value.</summary>
/// <param name="Value">Index of the value in its series.</param>
/// <param name="Segment">The segment, for example <c>STS</c> or <c>DTM+9</c>.</param>
public sealed record MsconsDetail(int Value, MsconsSegment Segment);

/// <summary>A value.</summary>
/// <param name="From">Start of its period in minutes since 1970-01-01T00:00Z; <see cref="None"/> when it has no period.</param>
/// <param name="End">End of its period, likewise.</param>
/// <param name="Thousandths">The value in thousandths of its unit: Wh where that is kWh; exact.</param>
/// <param name="Status">What it is worth.</param>
public readonly record struct MsconsValue(int From, int End, long Thousandths, MsconsStatus Status)
{
    /// <summary>No time.</summary>
    public const int None = int.MinValue;

    /// <summary>Whether it is the value of exactly one quarter-hour.</summary>
    public bool IsQuarter => From != None && End - From == 15 && From % 15 == 0;

    /// <summary>The quarter-hour that it begins with, as <c>Quarters</c> counts them.</summary>
    public int Quarter => From / 15;
}

static class Segments
{
    public static MsconsSegment? Find(this IReadOnlyList<MsconsSegment> segments, string tag, string? qualifier = null)
    {
        foreach (var segment in segments)
        {
            if (segment.Tag == tag && (qualifier is null || segment[0] == qualifier))
                return segment;
        }

        return null;
    }
}
