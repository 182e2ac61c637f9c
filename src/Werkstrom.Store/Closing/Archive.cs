using Werkstrom.Kernel.Data;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Closing;

/// <summary>Closed months as Parquet files (zstd, version 2): <c>samples-2026-11.parquet</c> with signal_id, ts, value, quality.</summary>
sealed class Archive(string archiveFolder, string temporaryFolder)
{
    /// <summary>Path of a month's file.</summary>
    public string PathOf(int month) => Path.Combine(archiveFolder, $"samples-{UtcDay.NameOf(month)}.parquet");

    // a dictionary of values beats their bytes laid out as streams by a tenth; filters for values that nobody looks for cost as much
    const string Small = "COMPRESSION zstd, COMPRESSION_LEVEL 9, PARQUET_VERSION V2, ROW_GROUP_SIZE 122880, WRITE_BLOOM_FILTER false";
    const string Smallest = $"{Small}, DICTIONARY_SIZE_LIMIT 60000";

    /// <summary>Writes a month anew from <c>sample_closed</c>: whole or not at all. A month without samples has no file.</summary>
    public void Write(DuckConnection connection, int month)
    {
        var (from, to) = (UtcDay.Start(UtcDay.FirstDayOf(month)), UtcDay.Start(UtcDay.FirstDayOf(month + 1)));
        var span = $"ts >= make_timestamp({from}) AND ts < make_timestamp({to})";
        // whole milliseconds, the usual case, take a fifth less room as TIMESTAMP_MS; nothing is rounded
        if (connection.Scalar($"SELECT bool_and(epoch_us(ts) % 1000 = 0) FROM sample_closed WHERE {span}") is not bool isMillis)
        {
            File.Delete(PathOf(month));
            return;
        }

        var ts = isMillis ? "ts::TIMESTAMP_MS AS ts" : "ts";
        var draft = Path.Combine(temporaryFolder, $"samples-{UtcDay.NameOf(month)}.parquet");
        var rows = $"SELECT signal_id, {ts}, value, quality FROM sample_closed WHERE {span}";
        try
        {
            connection.Execute($"COPY ({rows}) TO {StoreDatabase.Quote(draft)} (FORMAT parquet, {Smallest})");
        }
        catch (DuckException e) when (e.IsOutOfMemory)
        {
            // on a machine of little memory: large dictionaries need some hundred MB
            connection.Execute($"COPY ({rows}) TO {StoreDatabase.Quote(draft)} (FORMAT parquet, {Small})");
        }

        using (var file = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        File.Move(draft, PathOf(month), overwrite: true);
        DurableFile.SyncFolder(archiveFolder);
    }

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Directory.EnumerateFiles(archiveFolder).Sum(path => new FileInfo(path).Length);
}
