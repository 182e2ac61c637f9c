using System.Buffers;
using System.Globalization;

namespace Werkstrom.Tariff.Mscons;

/// <summary>Writes MSCONS 2.4c: counts and references are made here, escapes too; line ends are not written.</summary>
public static class MsconsWriter
{
    /// <summary>Writes an interchange.</summary>
    /// <param name="head">Its UNB segment.</param>
    /// <param name="messages">Its messages.</param>
    /// <param name="marks">Its service characters; null for the usual ones.</param>
    /// <exception cref="ArgumentException">A text has a character outside of ISO 8859-1, service characters cannot be used, two messages have one reference, or a limit of the format is exceeded.</exception>
    public static byte[] Write(MsconsSegment head, IReadOnlyList<MsconsMessage> messages, EdifactMarks? marks = null)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(messages);
        var used = marks ?? EdifactMarks.Usual;
        if (used.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(marks));
        if (messages.GroupBy(m => m.Reference).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two messages have the reference '{twice.Key}'; each has its own.", nameof(messages));
        Text text = new(used);
        text.Head();
        text.Segment(head);
        foreach (var message in messages)
            Message(text, message);
        text.Segment(new("UNZ", [Number(messages.Count)], [head[4]]));
        return text.Bytes();
    }

    static void Message(Text text, MsconsMessage message)
    {
        var before = text.Count;
        foreach (var segment in message.Header)
            text.Segment(segment);
        text.Segment(new("UNS", ["D"]));
        foreach (var place in message.Places)
        {
            foreach (var segment in place.Segments)
                text.Segment(segment);
            if (place.Series.Count > 99_999)
                throw new ArgumentException($"{place.Id} has {place.Series.Count} series; a place has at most 99,999.", nameof(message));
            foreach (var series in place.Series)
                Series(text, series, place);
        }

        text.Segment(new("UNT", [Number(text.Count - before + 1)], [message.Reference]));
    }

    static void Series(Text text, MsconsSeries series, MsconsPlace place)
    {
        if (series.Values.Count > 9_999)
            throw new ArgumentException($"{place.Id} {series.Obis} has {series.Values.Count} values; a series has at most 9,999: split it (MsconsOrder does).", nameof(series));
        foreach (var segment in series.Segments)
            text.Segment(segment);
        var detail = 0;
        for (var i = 0; i < series.Values.Count; i++)
        {
            text.Value(series.Values[i], series.Unit);
            for (; detail < series.Details.Count && series.Details[detail].Value == i; detail++)
                text.Segment(series.Details[detail].Segment);
        }
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    sealed class Text(EdifactMarks marks)
    {
        readonly ArrayBufferWriter<byte> _bytes = new(4096);

        public int Count { get; private set; }

        public byte[] Bytes() => _bytes.WrittenSpan.ToArray();

        public void Head() => _bytes.Write([.. "UNA"u8, marks.Component, marks.Element, marks.DecimalMark, marks.Release, (byte)' ', marks.Terminator]);

        public void Segment(MsconsSegment segment)
        {
            Escaped(segment.Tag);
            for (var i = 0; i < segment.Count; i++)
            {
                Put(marks.Element);
                var parts = segment.Components(i);
                for (var j = 0; j < parts.Count; j++)
                {
                    if (j > 0)
                        Put(marks.Component);
                    Escaped(parts[j]);
                }
            }

            End();
        }

        public void Value(MsconsValue value, string unit)
        {
            _bytes.Write("QTY"u8);
            Put(marks.Element);
            Escaped(value.Status.Text());
            Put(marks.Component);
            var (whole, rest) = Math.DivRem(Magnitude(value.Thousandths), 1000ul);
            var digits = rest == 0 ? "" : ((int)rest).ToString("000", CultureInfo.InvariantCulture).TrimEnd('0');
            foreach (var letter in (value.Thousandths < 0 ? "-" : "") + whole.ToString(CultureInfo.InvariantCulture))
                Put((byte)letter);
            if (digits.Length > 0)
                Put(marks.DecimalMark);
            foreach (var digit in digits)
                Put((byte)digit);
            if (unit.Length > 0)
            {
                Put(marks.Component);
                Escaped(unit);
            }

            End();
            if (value.From == MsconsValue.None)
                return;
            Segment(new("DTM", ["163", MsconsTime.Write(value.From), "303"]));
            Segment(new("DTM", ["164", MsconsTime.Write(value.End), "303"]));
        }

        static ulong Magnitude(long number) => number < 0 ? (ulong)-(number + 1) + 1 : (ulong)number;

        void End()
        {
            Put(marks.Terminator);
            Count++;
        }

        void Put(byte letter)
        {
            _bytes.GetSpan(1)[0] = letter;
            _bytes.Advance(1);
        }

        void Escaped(string text)
        {
            foreach (var letter in text)
            {
                if (letter > 0xFF)
                    throw new ArgumentException($"'{text}' has the character '{letter}', which ISO 8859-1 (UNOC) does not have.", nameof(text));
                if (letter == marks.Component || letter == marks.Element || letter == marks.Release || letter == marks.Terminator)
                    Put(marks.Release);
                Put((byte)letter);
            }
        }
    }
}
