using System.Globalization;

namespace Werkstrom.KillTarget;

/// <summary>What victims have said, in order.</summary>
sealed class Ledger
{
    readonly List<string> _lines = [];

    /// <summary>Batches that were acknowledged.</summary>
    public IEnumerable<Batch> Acknowledged => BatchesIn(_lines);

    /// <summary>Samples that were acknowledged.</summary>
    public long Samples => Acknowledged.Sum(b => b.Count);

    /// <summary>Notes a line.</summary>
    public void Add(string line)
    {
        // a line of a killed process may be torn: then nobody was told
        if (line.Length > 2 && line[1] == ' ')
            _lines.Add(line);
    }

    /// <summary>The last finished backup of a run, with what was acknowledged before it began; null when none was finished.</summary>
    public (string Folder, IReadOnlyList<Batch> Before)? LastBackup(int run)
    {
        if (_lines.LastOrDefault(l => l[0] == 'B' && l.Contains($".backup{run}-", StringComparison.Ordinal))?[2..] is not { } folder)
            return null;
        return (folder, [.. BatchesIn(_lines[.._lines.IndexOf($"b {folder}")])]);
    }

    static IEnumerable<Batch> BatchesIn(List<string> lines) => lines.Where(l => l[0] == 'A').Select(Batch.Of);
}

/// <summary>A batch that was acknowledged.</summary>
/// <param name="Writer">Who wrote it.</param>
/// <param name="First">Its first number.</param>
/// <param name="Count">How many follow each other.</param>
readonly record struct Batch(int Writer, long First, long Count)
{
    /// <summary>From a line of a victim.</summary>
    public static Batch Of(string line) => line.Split(' ') is [_, var writer, var first, var count]
        ? new(int.Parse(writer, CultureInfo.InvariantCulture), long.Parse(first, CultureInfo.InvariantCulture), long.Parse(count, CultureInfo.InvariantCulture))
        : throw new FormatException(line);
}
