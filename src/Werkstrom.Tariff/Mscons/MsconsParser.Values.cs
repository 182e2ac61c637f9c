using System.Runtime.InteropServices;

namespace Werkstrom.Tariff.Mscons;

/// <summary>This part: the values, nine tenths of any text. QTY and DTM are read from their bytes, everything rare from a <see cref="MsconsSegment"/>.</summary>
sealed partial class MsconsParser
{
    const int MostValues = 9_999;

    /// <summary><c>DTM+163:202101012300?+00:303</c> and the same without release, where plus is not the element mark.</summary>
    const int Stamp = 28;

    readonly List<MsconsValue> _values = [];
    readonly List<MsconsDetail> _details = [];
    string _unit = "";
    int _unitBytes;
    bool _hasValue;
    bool _hadValues;
    bool _isNumber;
    bool _hasOtherTime;
    int _quantities;
    long _number;
    MsconsStatus _status;
    int _from;
    int _end;
    int _lastEnd = MsconsValue.None;
    int _valueSegment;
    long _valuePosition;
    ulong _dayText;
    int _day;

    /// <summary>Takes a QTY or DTM; false when the segment is another.</summary>
    bool Value(ReadOnlySpan<byte> text)
    {
        if (text.Length < 5 || text[3] != Marks.Element)
            return false;
        if (text[0] == 'D' && text[1] == 'T' && text[2] == 'M')
        {
            if (!TryStamp(text))
                OtherTime(MsconsSegment.Read(text, Marks));
            return true;
        }

        if (text[0] != 'Q' || text[1] != 'T' || text[2] != 'Y')
            return false;
        CloseValue();
        Quantity(text[4..]);
        return true;
    }

    void Quantity(ReadOnlySpan<byte> text)
    {
        (_hasValue, _hadValues, _isNumber, _hasOtherTime) = (true, true, true, false);
        (_from, _end, _valueSegment, _valuePosition) = (MsconsValue.None, MsconsValue.None, _segment, _position);
        if (++_quantities == MostValues + 1)
            Fault($"A LIN has at most {MostValues} QTY.");
        var colon = text.IndexOf(Marks.Component);
        if (colon < 0 || !MsconsQualifier.TryRead(text[..colon], out _status))
        {
            Fault($"QTY: '{Shown(colon < 0 ? text : text[..colon])}' is no kind of value; 220, 67, 201, 20, 187, 79, Z18, Z30, Z31 and Z47 are.");
            _isNumber = false;
            return;
        }

        var used = Amount(text[(colon + 1)..], out _number);
        if (used < 0)
        {
            _isNumber = false;
            return;
        }

        var rest = text[(colon + 1 + used)..];
        if (rest.Length > 0)
            Unit(rest);
    }

    /// <summary>Reads a number as thousandths; says how many bytes it has, -1 after a fault.</summary>
    int Amount(ReadOnlySpan<byte> text, out long thousandths)
    {
        thousandths = 0;
        var i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var (first, point, lost) = (i, -1, false);
        for (; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9 && (point < 0 || i - point <= 3))
                thousandths = (thousandths * 10) + digit;
            else if (digit <= 9)
                lost |= digit != 0;
            else if (point < 0 && text[i] is (byte)'.' or (byte)',' && text[i] != Marks.Component && text[i] != Marks.Element)
                point = i;
            else
                break;
        }

        var whole = (point < 0 ? i : point) - first;
        if (whole is 0 or > 15 || point == i - 1 || (i < text.Length && text[i] != Marks.Component && text[i] != Marks.Element))
        {
            Fault($"QTY: '{Shown(text)}' is no number with 1 to 15 digits before its decimal mark.");
            return -1;
        }

        if (lost)
        {
            Fault($"QTY: '{Shown(text[..i])}' has more than three decimals; the value is left out, as rounding it would change the sum.");
            return -1;
        }

        for (var decimals = point < 0 ? 0 : Math.Min(3, i - point - 1); decimals < 3; decimals++)
            thousandths *= 10;
        if (first == 1)
            thousandths = -thousandths;
        return i;
    }

    void Unit(ReadOnlySpan<byte> text)
    {
        var packed = text.Length == 4 ? MemoryMarshal.Read<int>(text) : 0;
        if (packed != 0 && packed == _unitBytes)
            return;
        var name = MsconsSegment.Read(text[1..], Marks).Tag;
        if (_unit.Length == 0 && _values.Count == 0)
            (_unit, _unitBytes) = (name, packed);
        else if (name != _unit)
            Fault($"QTY: unit '{name}' in a series of '{_unit}'.");
    }

    bool TryStamp(ReadOnlySpan<byte> text)
    {
        // D T M + 1 6 3 : yyyyMMdd HHmm ?+00 : 303
        if (text.Length != Stamp || text[4] != '1' || text[5] != '6' || text[7] != Marks.Component || text[20] != Marks.Release || text[24] != Marks.Component
            || !text[21..24].SequenceEqual("+00"u8) || !text[25..].SequenceEqual("303"u8) || text[6] is not ((byte)'3' or (byte)'4') || !_hasValue)
        {
            return false;
        }

        var day = MemoryMarshal.Read<ulong>(text[8..]);
        if (day != _dayText)
        {
            if (MsconsTime.Day(text[8..16]) is not { } minutes)
                return false;
            (_dayText, _day) = (day, minutes);
        }

        uint h1 = (uint)(text[16] - '0'), h2 = (uint)(text[17] - '0'), m1 = (uint)(text[18] - '0'), m2 = (uint)(text[19] - '0');
        var hour = (h1 * 10) + h2;
        if (h1 > 2 || h2 > 9 || m1 > 5 || m2 > 9 || hour > 23)
            return false;
        var time = _day + (int)((hour * 60) + (m1 * 10) + m2);
        if (text[6] == '3')
            _from = time;
        else
            _end = time;
        return true;
    }

    void OtherTime(MsconsSegment segment)
    {
        if (!_hasValue)
        {
            Fault("DTM before the first QTY of its LIN.");
            return;
        }

        Time(segment);
        if (segment[0] is "163" or "164")
        {
            if (MsconsTime.Read(segment) is not { } time)
                return;
            if (segment[0] == "163")
                _from = MsconsTime.Minutes(time);
            else
                _end = MsconsTime.Minutes(time);
        }
        else
        {
            _details.Add(new(_values.Count, segment));
            _hasOtherTime = true;
        }
    }

    void CloseValue()
    {
        if (!_hasValue)
            return;
        _hasValue = false;
        if (_isNumber && IsInTime())
        {
            _valueCount++;
            _values.Add(new(_from, _end, _number, _status));
            return;
        }

        while (_details.Count > 0 && _details[^1].Value == _values.Count)
            _details.RemoveAt(_details.Count - 1);
    }

    bool IsInTime()
    {
        if (_from == MsconsValue.None || _end == MsconsValue.None)
        {
            if (_from == _end && _hasOtherTime)
                return true;
            FaultAt(_valueSegment, _valuePosition, "QTY has no time: DTM+163 and DTM+164, or DTM+9 of a reading, belong to it; the value is left out.");
            return false;
        }

        if (_end <= _from)
        {
            FaultAt(_valueSegment, _valuePosition, $"QTY ends ({MsconsTime.Write(_end)}) not after its start ({MsconsTime.Write(_from)}); the value is left out.");
            return false;
        }

        if (_from < _lastEnd)
            FaultAt(_valueSegment, _valuePosition, $"QTY begins ({MsconsTime.Write(_from)}) before the end of the value before it ({MsconsTime.Write(_lastEnd)}): twice, or out of order.");
        _lastEnd = Math.Max(_lastEnd, _end);
        return true;
    }
}
