using System.Text;

namespace Werkstrom.Connect.Missing;

/// <summary>A refused payload as it is kept.</summary>
sealed class DeadLetter
{
    /// <summary>Longest payload that is kept whole; of a longer one only the start, and it cannot be replayed.</summary>
    public const int MaxRaw = 65_536;

    const int LongestShown = 200;

    public required long Id { get; init; }

    /// <summary>When it was refused.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Key of the source, see <see cref="Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Who can replay it: <c>line</c>, <c>json</c>, or what another way in calls itself.</summary>
    public required string Kind { get; init; }

    /// <summary>What the replay needs besides the payload, for example the precision; may be empty.</summary>
    public required string Context { get; init; }

    /// <summary>Line or index in what was sent, from 1.</summary>
    public required long Line { get; init; }

    public required string Reason { get; set; }

    public required string Detail { get; set; }

    /// <summary>The payload as text, or base64 where it is not clean UTF-8.</summary>
    public required string Raw { get; init; }

    public required bool IsBase64 { get; init; }

    /// <summary>True when only the start of the payload was kept.</summary>
    public required bool IsCut { get; init; }

    /// <summary>What it counts against the limit of bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its start on one line: control characters are shown as pictures of themselves.</summary>
    public string Shown() =>
        string.Concat((Raw.Length > LongestShown ? Raw[..LongestShown] + "…" : Raw).Select(c => c < 32 ? (char)(0x2400 + c) : c));

    /// <summary>The payload exactly as it came.</summary>
    public byte[] Payload() => IsBase64 ? Convert.FromBase64String(Raw) : Encoding.UTF8.GetBytes(Raw);
}
