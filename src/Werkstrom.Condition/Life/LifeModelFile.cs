using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life;

/// <summary>What a model of remaining life learned from, kept in its file beside the model.</summary>
/// <param name="Step">Length of a sample, in the unit of <paramref name="TimeUnit"/>; seconds for dates.</param>
/// <param name="TimeUnit">Name of the unit of time, as the file named it; d for dates.</param>
/// <param name="IsDate">Whether times were dates.</param>
/// <param name="UnitColumn">Name of the column that told units apart; null for none.</param>
/// <param name="TimeColumn">Name of the column of the time; null for the order of rows.</param>
/// <param name="HasHeader">Whether columns had names.</param>
/// <param name="Share">How often the truth is to lie within the range.</param>
/// <param name="Naive">Error of saying the mean of all, in samples, to compare with.</param>
/// <param name="TrainedAt">Nothing later was used; null for files.</param>
sealed record LifeModelAbout(
    double Step, string TimeUnit, bool IsDate, string? UnitColumn, string? TimeColumn, bool HasHeader, double Share, double Naive,
    DateTimeOffset? TrainedAt = null);

/// <summary>A model of remaining life as a file: a mark, what it learned from as JSON with its length before it, and the model.</summary>
sealed record LifeModelFile(LifeModelAbout About, RemainingLifeModel Model)
{
    const int LongestAbout = 1 << 20;

    static ReadOnlySpan<byte> Mark => "WSLIFE1\n"u8;

    /// <summary>Writes it.</summary>
    public void Save(Stream to)
    {
        var about = JsonSerializer.SerializeToUtf8Bytes(About);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, about.Length);
        to.Write(Mark);
        to.Write(length);
        to.Write(about);
        Model.Save(to);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">It is none, damaged, or written by a newer program.</exception>
    public static LifeModelFile Load(Stream from)
    {
        Span<byte> head = stackalloc byte[Mark.Length + 4];
        if (from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith(Mark))
            throw new InvalidDataException("This is no model of remaining life: it does not begin with WSLIFE1.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(head[Mark.Length..]);
        if (length is <= 0 or > LongestAbout)
            throw new InvalidDataException($"The model file is damaged: a length of {length}.");
        var about = new byte[length];
        if (from.ReadAtLeast(about, length, throwOnEndOfStream: false) < length)
            throw new InvalidDataException("The model file ends early.");
        try
        {
            return new(JsonSerializer.Deserialize<LifeModelAbout>(Encoding.UTF8.GetString(about))!, RemainingLifeModel.Load(from));
        }
        catch (JsonException)
        {
            throw new InvalidDataException("The model file is damaged.");
        }
    }
}
