using System.Globalization;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Mqtt.Topics;

/// <summary>Payloads that are one number or boolean.</summary>
static class PlainValue
{
    /// <summary>Reads a payload that is one plain finite number of usual size.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> payload, out double value) =>
        double.TryParse(payload, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value)
        && !Numbers.MayBeRounded(value);

    /// <summary>Reads a text that is a number or a boolean.</summary>
    /// <param name="text">The payload without white space around it.</param>
    /// <param name="value">The number; a boolean is 0 or 1.</param>
    /// <param name="isState">Whether it is a boolean.</param>
    /// <param name="reason">Why it cannot be stored although it is one.</param>
    /// <returns>False when it is neither.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out double value, out bool isState, out Reason? reason)
    {
        reason = null;
        isState = Numbers.TryBoolean(text, out var truth);
        value = truth ? 1 : 0;
        if (isState)
            return true;
        reason = ReadNumber(text, out value);
        return reason is not { Code: Reasons.Number };
    }

    static Reason? ReadNumber(ReadOnlySpan<byte> text, out double value)
    {
        var reason = Numbers.Read(text, out value);
        if (reason is not null || !Numbers.MayBeRounded(value) || text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
            return reason;
        var isExact = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole is >= -Numbers.MaxExact and <= Numbers.MaxExact;
        return isExact ? null : Reason.Of(Reasons.IntegerRange, "number.integer", LineReasons.Shown(text));
    }
}
