namespace Werkstrom.Tariff.Mscons;

/// <summary>This part: the head of a message, its places and series.</summary>
sealed partial class MsconsParser
{
    const int MostSeries = 99_999;

    readonly List<MsconsSegment> _header = [];
    readonly List<MsconsPlace> _places = [];
    readonly List<MsconsSegment> _place = [];
    readonly List<MsconsSeries> _series = [];
    readonly List<MsconsSegment> _line = [];
    bool _inPlace;

    void Section(MsconsSegment segment)
    {
        if (_part != Part.Header)
        {
            Fault("UNS stands between the head of a message and its values, once.");
            return;
        }

        if (segment[0] != "D")
            Fault($"UNS: '{segment[0]}' instead of D.");
        foreach (var (tag, qualifier, what) in (ReadOnlySpan<(string, string?, string)>)
            [("BGM", null, "BGM, the kind of document"), ("DTM", "137", "DTM+137, when it was made"), ("NAD", "MS", "NAD+MS, the sender"), ("NAD", "MR", "NAD+MR, the receiver")])
        {
            if (_header.Find(tag, qualifier) is null)
                Fault($"The message has no {what}.");
        }

        _part = Part.Place;
    }

    void Inner(MsconsSegment segment)
    {
        switch (_part)
        {
            case Part.Start: Fault($"{segment.Tag} before UNB."); break;
            case Part.Interchange: Fault($"{segment.Tag} outside of a message."); break;
            case Part.End: Fault($"{segment.Tag} after UNZ."); break;
            case Part.Header: Head(segment); break;
            case Part.Place: PlacePart(segment); break;
            default: SeriesPart(segment); break;
        }
    }

    void Head(MsconsSegment segment)
    {
        _header.Add(segment);
        switch (segment.Tag)
        {
            case "BGM": Required("BGM: the number of the document", segment[1], 35); break;
            case "DTM": Time(segment); break;
            case "NAD" when segment[0] is "MS" or "MR": Partner($"NAD+{segment[0]}: the partner", segment[1]); break;
            case "NAD": Fault($"NAD+{segment[0]} in the head of a message; MS and MR stand there."); break;
            case "RFF" or "CTA" or "COM": break;
            default: Fault($"{segment.Tag} in the head of a message; BGM, DTM, RFF, NAD, CTA and COM stand there."); break;
        }
    }

    void PlacePart(MsconsSegment segment)
    {
        switch (segment.Tag)
        {
            case "NAD": ClosePlace(); Open(segment); break;
            case "LOC": Location(segment); break;
            case "LIN": Line(segment); break;
            case "DTM": Time(segment); Add(segment); break;
            case "RFF" or "CCI" or "MEA" or "CAV": Add(segment); break;
            default: Fault($"{segment.Tag} at a place; NAD, LOC, DTM, RFF, CCI, CAV, MEA and LIN stand there."); break;
        }
    }

    void SeriesPart(MsconsSegment segment)
    {
        switch (segment.Tag)
        {
            case "PIA" when !_hasValue && _values.Count == 0: _line.Add(segment); break;
            case "PIA": Fault("PIA stands before the values of its LIN."); break;
            case "LIN": CloseSeries(); Line(segment); break;
            case "NAD" or "LOC": CloseSeries(); _part = Part.Place; PlacePart(segment); break;
            case "STS" when _hasValue: _details.Add(new(_values.Count, segment)); break;
            default: Fault($"{segment.Tag} in a series of values; PIA, QTY, DTM and STS stand there."); break;
        }
    }

    void Open(MsconsSegment segment)
    {
        _inPlace = true;
        _place.Add(segment);
    }

    void Add(MsconsSegment segment)
    {
        if (!_inPlace)
            Fault($"{segment.Tag} before the first place (NAD, LOC).");
        _place.Add(segment);
        _inPlace = true;
    }

    void Location(MsconsSegment segment)
    {
        if (_inPlace && _place.Find("LOC") is not null)
            ClosePlace();
        Open(segment);
        var id = segment[1];
        if (id.Length == 0)
            Fault($"LOC+{segment[0]}: the id of the place is missing.");
        else if (id.Length == 11 && !MarketIds.IsDeliveryPoint(id))
            Fault($"LOC+{segment[0]}: '{id}' is no id of a delivery point (MaLo): eleven digits, the last a check digit.");
        else if (id.Length == 33 && !MarketIds.IsMeterPoint(id))
            Fault($"LOC+{segment[0]}: '{id}' is no id of a meter point (MeLo): DE, eleven digits, twenty digits or capital letters.");
        else if (segment[0] == "172" && id.Length is not (11 or 33))
            Fault($"LOC+172: '{id}' has {id.Length} characters; a delivery point (MaLo) has 11, a meter point (MeLo) 33.");
    }

    void Line(MsconsSegment segment)
    {
        if (!_inPlace)
            Fault("LIN before the first place (NAD, LOC).");
        _inPlace = true;
        _part = Part.Series;
        _line.Add(segment);
        if (Number(segment[0]) is not (>= 1 and <= MostSeries))
            Fault($"LIN: '{segment[0]}' is no number from 1 to {MostSeries}.");
        if (_series.Count == MostSeries)
            Fault($"A place has at most {MostSeries} LIN.");
    }

    void Time(MsconsSegment segment)
    {
        if (segment[0, 2] is not ("303" or "304"))
            return;
        if (MsconsTime.Read(segment) is not { } time)
            Fault($"DTM+{segment[0]}: '{segment[0, 1]}' is no time of form {segment[0, 2]}.");
        else if (time.Offset != TimeSpan.Zero)
            Fault($"DTM+{segment[0]}: '{segment[0, 1]}' is not UTC (+00).");
    }

    void CloseSeries()
    {
        CloseValue();
        if (_line.Count == 0)
            return;
        _series.Add(new([.. _line], [.. _values], [.. _details], _unit));
        if (_values.Count == 0 && !_hadValues)
            Fault($"LIN {_line[0][0]} has no values.");
        _line.Clear();
        _values.Clear();
        _details.Clear();
        (_unit, _unitBytes, _hadValues, _lastEnd, _quantities) = ("", 0, false, MsconsValue.None, 0);
    }

    void ClosePlace()
    {
        CloseSeries();
        if (_inPlace)
        {
            if (_place.Find("LOC") is null)
                Fault("The place before this segment has no LOC, so nobody knows what its values belong to.");
            _places.Add(new([.. _place], [.. _series]));
        }

        _place.Clear();
        _series.Clear();
        _inPlace = false;
    }
}
