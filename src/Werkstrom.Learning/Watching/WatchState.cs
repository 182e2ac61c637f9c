namespace Werkstrom.Learning.Watching;

/// <summary>How a watch is kept: a kind, a version, and its fields in order.</summary>
static class WatchState
{
    public static byte[] Save(char kind, int version, Action<BinaryWriter> fields)
    {
        using MemoryStream to = new();
        using BinaryWriter writer = new(to);
        writer.Write((byte)kind);
        writer.Write((byte)version);
        fields(writer);
        writer.Flush();
        return to.ToArray();
    }

    /// <exception cref="InvalidDataException">Another kind, another version, or not of its length.</exception>
    public static void Load(byte[] state, char kind, int version, Action<BinaryReader> fields)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state is not [var found, var of, ..] || found != kind)
            throw new InvalidDataException($"This is no state of a watch of kind {kind}.");
        if (of != version)
            throw new InvalidDataException($"This state of a watch has version {of}, not {version}.");
        using BinaryReader reader = new(new MemoryStream(state, 2, state.Length - 2));
        try
        {
            fields(reader);
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException("This state of a watch is cut off.", cut);
        }

        if (reader.BaseStream.Position != reader.BaseStream.Length)
            throw new InvalidDataException("This state of a watch is longer than one.");
    }
}
