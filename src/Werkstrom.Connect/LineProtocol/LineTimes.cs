using System.Globalization;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
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

    /// <summary>
    /// Earlier than 1971 is a wrong precision or no timestamp at all: seconds read as milliseconds lie there, and so on.
    /// Data that is really so old comes in by file, where its time is written out.
    /// </summary>
    public const long OldestPlain = 365 * Micros.PerDay;

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
            return Reason.Of(Reasons.TimePrecision, "stamp.meant", Invariant($"{value}"), Precision.Letters, meant.Letters, would);
        }

        return micros is >= 0 and < OldestPlain
            ? Reason.Of(Reasons.TimePrecision, "stamp.early", Invariant($"{value}"), Precision.Letters)
            : Reason.Of(Reasons.TimeRange, "stamp.range", Invariant($"{value}"), Precision.Letters);
    }

    /// <summary>Why a value of this kind cannot lie so far ahead, or null.</summary>
    public Reason? RefuseAhead(long micros, SignalKind kind) =>
        micros > NewestPlain && kind is not (SignalKind.Forecast or SignalKind.Price) ? Reason.Of(Reasons.TimeAhead, "stamp.ahead", Text(micros)) : null;

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
