using System.Globalization;
using Werkstrom.Connect.Missing;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>The bounds in time of one request, microseconds since 1970.</summary>
/// <param name="Precision">What the sender's timestamps count.</param>
/// <param name="Stamp">What a line without a timestamp gets.</param>
/// <param name="LateBefore">Older samples count as late.</param>
/// <param name="NewestPlain">Newer ones are refused, except forecasts and prices.</param>
readonly record struct LineTimes(Precision Precision, long Stamp, long LateBefore, long NewestPlain)
{
    /// <summary>2262-04-11, where 64-bit nanoseconds end: InfluxDB's greatest timestamp.</summary>
    public const long Newest = long.MaxValue / 1_000;

    /// <summary>Older than 1970-02-01 may be a wrong precision: seconds read as milliseconds lie there.</summary>
    public const long OldestPlain = 31 * Micros.PerDay;

    const long Year2000 = 946_684_800 * Micros.PerSecond;

    public static LineTimes At(DateTimeOffset now, Precision precision, ConnectOptions options) => new(
        precision, Micros.Of(now), Micros.Of(now - options.LateAfter), Micros.Of(now + options.MaxAhead));

    /// <summary>True when there is nothing to say about an instant.</summary>
    public bool IsPlain(long micros) => micros >= OldestPlain && micros <= NewestPlain;

    /// <summary>Why an instant is out of the question for every kind of signal, or null.</summary>
    public Reason? Refuse(long value, long micros)
    {
        if (micros is >= OldestPlain and <= Newest)
            return null;
        if (Meant(value) is { } meant)
        {
            var would = Text(meant.ToMicros(value));
            return new(Reasons.TimePrecision, Invariant(
                $"timestamp {value} is implausible as {Precision.Letters}; as {meant.Letters} it is {would}: is the precision right?"));
        }

        if (micros is >= 0 and <= Newest)
            return null;
        return new(Reasons.TimeRange, Invariant($"timestamp {value} ({Precision.Letters}) is not between 1970 and 2262"));
    }

    /// <summary>Why a measured value cannot lie so far ahead.</summary>
    public static Reason Ahead(long micros) => new(
        Reasons.TimeAhead, Invariant($"{Text(micros)} lies in the future: the clock of the sender or of this server is wrong"));

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static string Text(long micros) => Micros.ToInstant(micros).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    Precision? Meant(long value)
    {
        foreach (var other in Enum.GetValues<Precision>())
        {
            var micros = other.ToMicros(value);
            if (other != Precision && micros >= Year2000 && micros <= NewestPlain)
                return other;
        }

        return null;
    }
}
