using System.Globalization;

namespace Werkstrom.Tariff.Mscons;

/// <summary>Makes messages of segments and looks whether they keep the rules. This part: interchange and messages.</summary>
sealed partial class MsconsParser(Action<MsconsMessage>? taken)
{
    readonly List<MsconsMessage> _messages = [];
    readonly List<MsconsFault> _faults = [];
    readonly HashSet<string> _references = new(StringComparer.Ordinal);
    MsconsSegment? _head;
    Part _part;
    int _segment;
    long _position;
    long _faultCount;
    long _valueCount;
    int _messageCount;
    int _messageStart;
    long _messageFaults;

    enum Part { Start, Interchange, Header, Place, Series, End }

    /// <summary>The service characters.</summary>
    public EdifactMarks Marks { get; set; } = EdifactMarks.Usual;

    /// <summary>Takes the next segment, without its terminator.</summary>
    public void Segment(ReadOnlySpan<byte> text, long position)
    {
        (_position, _segment) = (position, _segment + 1);
        if (_part == Part.Series && Value(text))
            return;
        if (text.Length < 3 || !IsTag(text[..3]) || (text.Length > 3 && text[3] != Marks.Element))
        {
            Fault($"'{Shown(text)}' does not begin with the tag of a segment: three letters or digits.");
            return;
        }

        var segment = MsconsSegment.Read(text, Marks);
        switch (segment.Tag)
        {
            case "UNB": Interchange(segment); break;
            case "UNZ": EndOfInterchange(segment); break;
            case "UNH": Message(segment); break;
            case "UNT": EndOfMessage(segment); break;
            case "UNS": Section(segment); break;
            default: Inner(segment); break;
        }
    }

    /// <summary>The text ended within a segment.</summary>
    public void Cut(long position) => Fault(position, "The text ends within a segment: it was cut off, or its terminator is missing.");

    /// <summary>What was read.</summary>
    public MsconsFile Finish(long position)
    {
        (_position, _segment) = (position, _segment + 1);
        if (_part is Part.Header or Part.Place or Part.Series)
        {
            Fault("The message ends without UNT.");
            Close();
        }

        if (_part is not (Part.End or Part.Start))
            Fault("The interchange ends without UNZ.");
        else if (_part == Part.Start && _faultCount == 0)
            Fault("The interchange has no UNB.");
        return new(Marks, _head, _messages, _faults, _faultCount, _valueCount);
    }

    /// <summary>Something is wrong at a place of its own.</summary>
    public void Fault(long position, string text)
    {
        _position = position;
        Fault(text);
    }

    void Fault(string text) => FaultAt(_segment, _position, text);

    void FaultAt(int segment, long position, string text)
    {
        if (_faultCount++ < MsconsReader.MostFaults)
            _faults.Add(new(Math.Max(1, segment), position, _header.Count > 0 ? _header[0][0] : "", text));
    }

    void Interchange(MsconsSegment segment)
    {
        if (_head is not null)
            Fault("UNB comes a second time; a text holds one interchange.");
        if (_part is Part.Header or Part.Place or Part.Series)
            CloseOpen();
        (_head, _part) = (segment, Part.Interchange);
        if (segment[0] != "UNOC" || segment[0, 1] != "3")
            Fault($"UNB: syntax '{segment[0]}:{segment[0, 1]}' instead of UNOC:3.");
        Partner("UNB: the sender", segment[1]);
        Partner("UNB: the receiver", segment[2]);
        if (!DateTime.TryParseExact(segment[3] + segment[3, 1], "yyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            Fault($"UNB: '{segment[3]}:{segment[3, 1]}' is no date and time (yyMMdd:HHmm).");
        Required("UNB: the reference of the interchange", segment[4], 14);
    }

    void EndOfInterchange(MsconsSegment segment)
    {
        if (_part is Part.Header or Part.Place or Part.Series)
            CloseOpen();
        if (_part == Part.Start)
            Fault("UNZ without UNB.");
        if (_part == Part.End)
            Fault("UNZ comes a second time.");
        if (Number(segment[0]) != _messageCount)
            Fault($"UNZ counts {segment[0]} messages, the interchange has {_messageCount}.");
        if (_head is not null && segment[1] != _head[4])
            Fault($"UNZ: reference '{segment[1]}' instead of '{_head[4]}' as in UNB.");
        _part = Part.End;
    }

    void Message(MsconsSegment segment)
    {
        if (_part is Part.Header or Part.Place or Part.Series)
            CloseOpen();
        else if (_part != Part.Interchange)
            Fault(_part == Part.Start ? "UNH without UNB." : "UNH after UNZ.");
        (_part, _messageStart, _messageFaults) = (Part.Header, _segment, _faultCount);
        _messageCount++;
        _header.Add(segment);
        Required("UNH: the reference of the message", segment[0], 14);
        if (!_references.Add(segment[0]))
            Fault($"UNH: reference '{segment[0]}' was used before in this interchange.");
        var type = string.Join(':', segment.Components(1));
        if (type != "MSCONS:D:04B:UN:2.4c")
            Fault($"UNH: message '{type}' instead of MSCONS:D:04B:UN:2.4c.");
    }

    void EndOfMessage(MsconsSegment segment)
    {
        if (_part is not (Part.Header or Part.Place or Part.Series))
        {
            Fault("UNT without UNH.");
            return;
        }

        CloseValue();
        var count = _segment - _messageStart + 1;
        if (Number(segment[0]) != count)
            Fault($"UNT counts {segment[0]} segments, the message has {count} from UNH to UNT.");
        if (segment[1] != _header[0][0])
            Fault($"UNT: reference '{segment[1]}' instead of '{_header[0][0]}' as in UNH.");
        if (_part == Part.Header)
            Fault("The message has no UNS.");
        else if (!_inPlace && _places.Count == 0)
            Fault("The message has no place (NAD, LOC) and so no values.");
        Close();
    }

    void CloseOpen()
    {
        Fault($"The message '{_header[0][0]}' has no UNT.");
        Close();
    }

    void Close()
    {
        ClosePlace();
        MsconsMessage message = new([.. _header], [.. _places], (int)Math.Min(int.MaxValue, _faultCount - _messageFaults));
        if (taken is null)
            _messages.Add(message);
        else
            taken(message);
        _header.Clear();
        _places.Clear();
        _part = Part.Interchange;
    }

    void Partner(string what, string id)
    {
        if (!MarketIds.IsPartner(id))
            Fault($"{what} '{id}' is no id of a market partner: thirteen digits.");
    }

    void Required(string what, string text, int most)
    {
        if (text.Length == 0 || text.Length > most)
            Fault($"{what} '{text}' must have 1 to {most} characters.");
    }

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static bool IsTag(ReadOnlySpan<byte> text) =>
        (char.IsAsciiLetterUpper((char)text[0]) || char.IsAsciiDigit((char)text[0])) && (char.IsAsciiLetterUpper((char)text[1]) || char.IsAsciiDigit((char)text[1]))
        && (char.IsAsciiLetterUpper((char)text[2]) || char.IsAsciiDigit((char)text[2]));

    static string Shown(ReadOnlySpan<byte> text)
    {
        Span<char> shown = stackalloc char[Math.Min(20, text.Length)];
        for (var i = 0; i < shown.Length; i++)
            shown[i] = text[i] is >= 0x20 and < 0x7F or >= 0xA0 ? (char)text[i] : '.';
        return new(shown);
    }
}
