using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>What became of one request.</summary>
sealed class WriteTally
{
    /// <summary>Samples that are durable.</summary>
    public long Stored { get; set; }

    /// <summary>Lines or entries that were refused, wholly or in part.</summary>
    public long Refused { get; set; }

    /// <summary>Lines or entries seen.</summary>
    public long Seen { get; set; }

    /// <summary>The first refused ones.</summary>
    public List<NamedLine> First { get; } = [];

    /// <summary>Tells when the refused ones are on disk.</summary>
    public Receipt Letters { get; } = new();

    public void Refuse(long number, Reason reason)
    {
        Refused++;
        if (First.Count < ConnectLimits.NamedLines)
            First.Add(new(number, reason));
    }
}

/// <summary>A refused line in an answer.</summary>
readonly record struct NamedLine(long Number, Reason Reason);
