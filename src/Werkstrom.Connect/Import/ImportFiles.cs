using Werkstrom.Kernel.Data;

namespace Werkstrom.Connect.Import;

/// <summary>Where the files of an import lie: under made-up names, never under the name that was sent.</summary>
sealed class ImportFiles(DataFolder folder)
{
    string Kept => folder.Folder("imports");

    /// <summary>What was uploaded, until the import runs.</summary>
    public string Upload(string id) => Path.Combine(folder.Temporary, $"import-{id}.upload");

    /// <summary>The file while the import runs: it must survive a restart.</summary>
    public string Source(string id) => Path.Combine(Kept, $"{id}.source");

    /// <summary>What the import wrote and what was there before.</summary>
    public string Journal(string id) => Path.Combine(Kept, $"{id}.undo");

    /// <summary>The file to read, uploaded or already running; null when it is gone.</summary>
    public string? Find(string id) => File.Exists(Source(id)) ? Source(id) : File.Exists(Upload(id)) ? Upload(id) : null;

    /// <summary>Makes the upload outlive a restart.</summary>
    public void Keep(string id)
    {
        if (!File.Exists(Source(id)))
            File.Move(Upload(id), Source(id));
    }

    /// <summary>Deletes uploads that were written before an instant and belong to none of these imports.</summary>
    public void Sweep(DateTimeOffset before, IReadOnlyCollection<string> kept)
    {
        HashSet<string> wanted = [.. kept.Select(Upload)];
        foreach (var file in Directory.EnumerateFiles(folder.Temporary, Path.GetFileName(Upload("*"))))
        {
            if (!wanted.Contains(file) && File.GetLastWriteTimeUtc(file) < before)
                File.Delete(file);
        }
    }

    public void DeleteSource(string id)
    {
        File.Delete(Source(id));
        File.Delete(Upload(id));
    }

    public void DeleteAll(string id)
    {
        DeleteSource(id);
        File.Delete(Journal(id));
    }
}
