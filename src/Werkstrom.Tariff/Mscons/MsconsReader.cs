namespace Werkstrom.Tariff.Mscons;

/// <summary>
/// Reads MSCONS 2.4c (BDEW): the measured values of the German energy market. Whatever the text is, the answer holds all that could be read and
/// all that is wrong; nothing throws for the text's sake.
/// </summary>
/// <remarks>
/// A value has at most three decimals. One with more (other than zeros) is a fault and left out: rounding it would give the receiver another
/// sum than the sender. Times must be UTC; another offset is a fault, and the time is read with it.
/// </remarks>
public static class MsconsReader
{
    /// <summary>How many faults an answer lists.</summary>
    public const int MostFaults = 1000;

    /// <summary>Longest segment in a stream, bytes.</summary>
    const int Buffer = 1 << 20;

    /// <summary>Reads an interchange.</summary>
    public static MsconsFile Read(ReadOnlySpan<byte> text)
    {
        MsconsParser parser = new(null);
        MsconsScan scan = new(parser);
        scan.Take(text, last: true);
        return parser.Finish(scan.Position);
    }

    /// <summary>Reads an interchange of any length.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="taken">Gets each message when it is read; the answer then holds none, so that memory is needed for one only. Null: the answer holds all.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<MsconsFile> ReadAsync(Stream stream, Action<MsconsMessage>? taken, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stream);
        MsconsParser parser = new(taken);
        MsconsScan scan = new(parser);
        var buffer = new byte[Buffer];
        var held = 0;
        while (!scan.IsOver)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(held), stop);
            var used = scan.Take(buffer.AsSpan(0, held + read), last: read == 0);
            if (read == 0)
                break;
            held += read - used;
            if (held == Buffer)
            {
                scan.TooLong(Buffer);
                break;
            }

            buffer.AsSpan(used, held).CopyTo(buffer);
        }

        return parser.Finish(scan.Position);
    }
}
