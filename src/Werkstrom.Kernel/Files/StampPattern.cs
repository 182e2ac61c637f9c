using System.Globalization;

namespace Werkstrom.Kernel.Files;

/// <summary>
/// A pattern of stamps: <c>yyyy MM dd HH mm ss</c> (<c>hh … tt</c> for twelve hours, <c>yy</c> for 2000–2099), <c>f</c> a fraction of any length,
/// <c>z</c> an offset (Z, +01:00, +0100, UTC), square brackets around what may be missing. A blank also stands for <c>T</c>. 24:00 is the next day.
/// </summary>
public sealed class StampPattern
{
    readonly string _tokens;

    /// <summary>Makes a pattern.</summary>
    /// <exception cref="FormatException">It has no year, month and day, and no hour.</exception>
    public StampPattern(string pattern)
    {
        Text = pattern;
        _tokens = pattern.Replace("yyyy", "Y").Replace("yy", "y").Replace("MM", "M").Replace("dd", "d").Replace("HH", "H")
            .Replace("hh", "h").Replace("mm", "m").Replace("ss", "s").Replace("tt", "p");
        var hasDate = _tokens.AsSpan().ContainsAny('Y', 'y') && _tokens.Contains('M') && _tokens.Contains('d');
        HasClock = _tokens.AsSpan().ContainsAny('H', 'h');
        if (!hasDate && !HasClock)
            throw new FormatException($"The time pattern '{pattern}' needs at least yyyy, MM and dd, or HH and mm.");
        HasDate = hasDate;
    }

    /// <summary>The pattern.</summary>
    public string Text { get; }

    /// <summary>It has a year, month and day.</summary>
    public bool HasDate { get; }

    /// <summary>It has a time of day.</summary>
    public bool HasClock { get; }

    /// <summary>Nothing but digits: numbers look like it.</summary>
    public bool IsDigits => !Text.AsSpan().ContainsAny("-./:_");

    /// <summary>Reads a stamp.</summary>
    /// <param name="text">The text.</param>
    /// <param name="micros">Local microseconds since 1970 as if in UTC; since midnight for a time of day alone.</param>
    /// <param name="offset">Offset in minutes when the stamp has one.</param>
    public bool TryParse(ReadOnlySpan<char> text, out long micros, out int? offset)
    {
        var parts = new Parts { Day = 1, Month = 1, Year = 1970 };
        (micros, offset) = (0, null);
        if (!parts.Read(_tokens, text.Trim()) || !parts.IsValid)
            return false;
        (micros, offset) = (parts.Micros, parts.Offset);
        return true;
    }

    ref struct Parts
    {
        public int Year, Month, Day;
        int _hour, _minute, _second;
        long _fraction;
        bool _isTwelve, _isAfternoon;

        public int? Offset { get; private set; }

        public readonly bool IsValid => Year is >= 1900 and <= 2199 && Month is >= 1 and <= 12 && Day >= 1 && Day <= DateTime.DaysInMonth(Year, Month)
            && _minute <= 59 && _second <= 60 && (_isTwelve ? _hour is >= 1 and <= 12 : _hour <= 23 || (_hour == 24 && _minute == 0 && _second == 0));

        public readonly long Micros
        {
            get
            {
                var hour = _isTwelve ? (_hour % 12) + (_isAfternoon ? 12 : 0) : _hour;
                var days = new DateTime(Year, Month, Day).Ticks / TimeSpan.TicksPerDay;
                var seconds = ((days - 719_162) * 86_400) + (hour * 3_600) + (_minute * 60) + _second; // 719,162 days from year 1 to 1970
                return (seconds * 1_000_000) + _fraction;
            }
        }

        public bool Read(ReadOnlySpan<char> tokens, ReadOnlySpan<char> text)
        {
            var (at, isOptional) = (0, false);
            for (var i = 0; i < tokens.Length; i++)
            {
                var token = tokens[i];
                if (token is '[' or ']')
                {
                    isOptional = token == '[';
                    continue;
                }

                if (One(token, text, ref at, i + 1 < tokens.Length && char.IsAsciiLetter(tokens[i + 1])))
                    continue;
                if (!isOptional)
                    return false;
                i += tokens[i..].IndexOf(']');
                isOptional = false;
            }

            return at == text.Length;
        }

        bool One(char token, ReadOnlySpan<char> text, ref int at, bool isPacked) => token switch
        {
            'Y' => Digits(text, ref at, 4, 4, out Year),
            'y' => Digits(text, ref at, 2, 2, out Year) && (Year += 2000) > 0,
            'M' => Digits(text, ref at, isPacked ? 2 : 1, 2, out Month),
            'd' => Digits(text, ref at, isPacked ? 2 : 1, 2, out Day),
            'H' => Digits(text, ref at, isPacked ? 2 : 1, 2, out _hour),
            'h' => (_isTwelve = true) && Digits(text, ref at, 1, 2, out _hour),
            'm' => Digits(text, ref at, 2, 2, out _minute),
            's' => Digits(text, ref at, 2, 2, out _second),
            'f' => Fraction(text, ref at),
            'z' => Zone(text, ref at),
            'p' => Half(text, ref at),
            ' ' => Blank(text, ref at),
            '.' => at < text.Length && text[at] is '.' or ',' && at++ >= 0 && (at >= text.Length || text[at] != ' '),
            _ => at < text.Length && text[at] == token && at++ >= 0,
        };

        static bool Digits(ReadOnlySpan<char> text, ref int at, int least, int most, out int value)
        {
            var start = at;
            for (value = 0; at < text.Length && at - start < most && char.IsAsciiDigit(text[at]); at++)
                value = (value * 10) + (text[at] - '0');
            return at - start >= least;
        }

        bool Fraction(ReadOnlySpan<char> text, ref int at)
        {
            var (start, unit) = (at, 100_000L);
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++, unit /= 10)
                _fraction += (text[at] - '0') * unit;
            return at > start;
        }

        bool Zone(ReadOnlySpan<char> text, ref int at)
        {
            var rest = text[at..].Trim();
            if (ZoneWord.OffsetOf(rest) is not { } minutes)
                return false;
            (Offset, at) = (minutes, text.Length);
            return true;
        }

        bool Half(ReadOnlySpan<char> text, ref int at)
        {
            var rest = text[at..].TrimStart();
            if (rest.Length < 2 || char.ToUpperInvariant(rest[1]) != 'M' || char.ToUpperInvariant(rest[0]) is not ('A' or 'P'))
                return false;
            _isAfternoon = char.ToUpperInvariant(rest[0]) == 'P';
            at = text.Length - rest.Length + 2;
            return true;
        }

        static bool Blank(ReadOnlySpan<char> text, ref int at)
        {
            var start = at;
            if (at < text.Length && text[at] == 'T')
                at++;
            while (at < text.Length && text[at] == ' ')
                at++;
            return at > start;
        }
    }
}

/// <summary>Names and numbers of offsets in files.</summary>
public static class ZoneWord
{
    /// <summary>Minutes east of UTC, or null when the text is no offset.</summary>
    public static int? OffsetOf(ReadOnlySpan<char> text) => text switch
    {
        "Z" or "z" or "UTC" or "GMT" or "+00:00" => 0,
        "CET" or "MEZ" => 60,
        "CEST" or "MESZ" => 120,
        _ => Signed(text.StartsWith("UTC") || text.StartsWith("GMT") ? text[3..] : text),
    };

    static int? Signed(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > 6 || text[0] is not ('+' or '-'))
            return null;
        var digits = text[1..];
        var colon = digits.IndexOf(':');
        var cut = colon >= 0 ? colon : digits.Length > 2 ? digits.Length - 2 : digits.Length;
        var minutes = digits[cut..].TrimStart(':');
        if (!int.TryParse(digits[..cut], NumberStyles.None, CultureInfo.InvariantCulture, out var h) || h > 14)
            return null;
        var m = 0;
        if (minutes.Length > 0 && (!int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out m) || m > 59))
            return null;
        return (text[0] == '-' ? -1 : 1) * ((h * 60) + m);
    }
}
