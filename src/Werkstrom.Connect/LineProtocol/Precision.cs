namespace Werkstrom.Connect.LineProtocol;

/// <summary>What one unit of a timestamp is.</summary>
enum Precision
{
    Nanoseconds,
    Microseconds,
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
}

static class PrecisionExtensions
{
    extension(Precision precision)
    {
        /// <summary>The letters of the protocol: <c>ns</c>, <c>us</c>, <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>.</summary>
        public string Letters => precision switch
        {
            Precision.Nanoseconds => "ns",
            Precision.Microseconds => "us",
            Precision.Milliseconds => "ms",
            Precision.Seconds => "s",
            Precision.Minutes => "m",
            _ => "h",
        };

        /// <summary>Microseconds in one unit; 0 for nanoseconds, of which a thousand make one.</summary>
        public long Micros => precision switch
        {
            Precision.Nanoseconds => 0,
            Precision.Microseconds => 1,
            Precision.Milliseconds => 1_000,
            Precision.Seconds => 1_000_000,
            Precision.Minutes => 60_000_000,
            _ => 3_600_000_000,
        };

        /// <summary>A timestamp in microseconds, rounded down; the greatest or least number when it does not fit.</summary>
        public long ToMicros(long value)
        {
            var factor = precision.Micros;
            if (factor == 0)
                return value >= 0 ? value / 1_000 : -((999 - value) / 1_000);
            if (value > long.MaxValue / factor)
                return long.MaxValue;
            return value < long.MinValue / factor ? long.MinValue : value * factor;
        }
    }

    /// <summary>Reads the query's <c>precision</c>; none means nanoseconds.</summary>
    public static bool TryParse(string? text, out Precision precision)
    {
        (var known, precision) = text switch
        {
            null or "" or "n" or "ns" => (true, Precision.Nanoseconds),
            "u" or "us" or "\u00b5" or "\u00b5s" or "\u03bc" or "\u03bcs" => (true, Precision.Microseconds),
            "ms" => (true, Precision.Milliseconds),
            "s" => (true, Precision.Seconds),
            "m" => (true, Precision.Minutes),
            "h" => (true, Precision.Hours),
            _ => (false, Precision.Nanoseconds),
        };
        return known;
    }
}
