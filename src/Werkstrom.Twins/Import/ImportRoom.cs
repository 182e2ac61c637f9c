using System.Collections.Concurrent;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Twins.Import;

/// <summary>A file that was sent and not yet taken in.</summary>
/// <param name="Id">For addresses.</param>
/// <param name="Name">What it was called where it came from.</param>
/// <param name="At">When it came.</param>
sealed record ImportDraft(string Id, string Name, DateTimeOffset At);

/// <summary>Where files lie while somebody looks at what they would bring: on disk, for an hour.</summary>
sealed class ImportRoom(DataFolder folder, TimeProvider clock)
{
    /// <summary>The largest file, bytes.</summary>
    public const long Largest = 256L << 20;

    const int Most = 10;

    static readonly TimeSpan Held = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<string, ImportDraft> _drafts = new();

    /// <summary>Puts a file down; null when it is too large.</summary>
    public async Task<ImportDraft?> ReceiveAsync(string name, Stream content, CancellationToken stop)
    {
        Sweep();
        ImportDraft draft = new(Guid.NewGuid().ToString("n"), Path.GetFileName(name) is { Length: > 0 } bare ? bare : "file", clock.GetUtcNow());
        await using (var file = File.Create(PathOf(draft.Id)))
        {
            var part = new byte[81_920];
            for (int read; (read = await content.ReadAsync(part, stop)) > 0 && file.Length <= Largest;)
                await file.WriteAsync(part.AsMemory(0, read), stop);
            if (file.Length <= Largest)
                return _drafts[draft.Id] = draft;
        }

        File.Delete(PathOf(draft.Id));
        return null;
    }

    /// <summary>A file that is here; null when it is gone.</summary>
    public ImportDraft? Find(string? id) => id is not null && _drafts.TryGetValue(id, out var draft) && draft.At + Held > clock.GetUtcNow() && File.Exists(PathOf(id)) ? draft : null;

    /// <summary>Its content, from the beginning.</summary>
    public FileStream Open(ImportDraft draft) => File.OpenRead(PathOf(draft.Id));

    /// <summary>Deletes it.</summary>
    public void Drop(ImportDraft draft)
    {
        _drafts.TryRemove(draft.Id, out _);
        File.Delete(PathOf(draft.Id));
    }

    string PathOf(string id) => Path.Combine(folder.Temporary, $"shells-{id}.upload");

    // also those that a former run of the program left
    void Sweep()
    {
        foreach (var old in _drafts.Values.OrderByDescending(d => d.At).Where((d, i) => i >= Most - 1 || d.At + Held <= clock.GetUtcNow()))
            Drop(old);
        foreach (var file in Directory.EnumerateFiles(folder.Temporary, Path.GetFileName(PathOf("*"))))
        {
            if (File.GetLastWriteTimeUtc(file) + Held < clock.GetUtcNow())
                File.Delete(file);
        }
    }
}
