using Werkstrom.Kernel.Data;

namespace Werkstrom.Store;

/// <summary>What a killed process leaves in the temporary folder: drafts of backups, exports and archives, and DuckDB's spilled blocks.</summary>
static class Leftovers
{
    static readonly string[] Patterns = [$"{StoreBackup.Draft}*.duckdb*", "export-*", "samples-*", "duckdb"];

    /// <summary>Deletes them; to be called before anything of this process writes there.</summary>
    public static void Delete(DataFolder folder)
    {
        foreach (var path in Patterns.SelectMany(pattern => Directory.EnumerateFileSystemEntries(folder.Temporary, pattern)))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
    }
}
