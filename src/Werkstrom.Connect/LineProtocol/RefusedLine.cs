using System.Text;
using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>A line that was refused, with a copy of it (or of its start).</summary>
readonly record struct RefusedLine(long Number, Reason Reason, byte[] Raw, bool IsCut)
{
    public static RefusedLine Of(ReadOnlySpan<byte> block, HeldLine held, Reason reason)
    {
        var keep = held.Length > ConnectLimits.LongestLine ? ConnectLimits.KeptOfTooLong : held.Length;
        return new(held.Number, reason, block.Slice(held.Start, keep).ToArray(), keep < held.Length);
    }
}

/// <summary>Limits that are part of the contract and no option.</summary>
static class ConnectLimits
{
    /// <summary>Longest line, bytes; the same as InfluxDB's for a series key.</summary>
    public const int LongestLine = 65_536;

    /// <summary>Bytes that are kept of a line that is too long.</summary>
    public const int KeptOfTooLong = 1_024;

    /// <summary>Bad lines that an answer names one by one.</summary>
    public const int NamedLines = 100;
}

static class LineReasons
{
    public static Reason TooLong(long length) =>
        Reason.Of(Reasons.TooLong, "line.long", $"{length}", $"{ConnectLimits.LongestLine}");

    /// <summary>The start of what was sent, for a message.</summary>
    public static string Shown(ReadOnlySpan<byte> token)
    {
        var text = Encoding.UTF8.GetString(token[..Math.Min(token.Length, 40)]);
        return token.Length > 40 ? text + "…" : text;
    }
}
