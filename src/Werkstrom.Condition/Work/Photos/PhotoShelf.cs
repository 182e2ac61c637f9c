using System.Security.Cryptography;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>Keeps photos below the data folder by the hash of their bytes; the same photo twice is kept once. Where it was taken is cut out before.</summary>
sealed class PhotoShelf(DataFolder data, TimeProvider time) : IBackupPart
{
    /// <summary>Most bytes of a photo: 15 MB.</summary>
    public const int MostBytes = 15 * 1024 * 1024;

    /// <inheritdoc/>
    public string Folder => "photos";

    /// <summary>Keeps a photo; it is on disk when this returns.</summary>
    /// <param name="bytes">What was sent.</param>
    /// <param name="name">What it was called; not trusted.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The photo; null when the bytes are none of the known kinds, or broken.</returns>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task<WorkPhoto?> AddAsync(byte[] bytes, string? name, CancellationToken stop)
    {
        if (PhotoKind.Of(bytes) is not { } kind || PhotoCleaner.Clean(kind, bytes) is not { } clean)
            return null;
        WorkPhoto photo = new(Convert.ToHexStringLower(SHA256.HashData(clean)), kind, WorkPhoto.Clean(name));
        var path = PathOf(photo);
        if (File.Exists(path))
        {
            Touch(photo); // it may have waited to be swept
            return photo;
        }

        data.Folder(Folder);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await Task.Run(() => DurableFile.Write(path, file => file.Write(clean), $"{path}.{Guid.NewGuid():n}"), stop); // two may send it at once
        return photo;
    }

    /// <summary>Opens a photo; null when its file is gone.</summary>
    public Stream? Open(WorkPhoto photo) => Has(photo) ? File.OpenRead(PathOf(photo)) : null;

    /// <summary>Whether its file is there.</summary>
    public bool Has(WorkPhoto photo) => File.Exists(PathOf(photo));

    /// <summary>Deletes the files that no order has had for so long, and what a crash left half written.</summary>
    /// <param name="used">Names of files, as <see cref="WorkPhoto.File"/> says, that orders have now.</param>
    /// <param name="before">Files that lost their order after it stay, so that taking a photo away can be undone.</param>
    /// <returns>How many went.</returns>
    public int Sweep(IReadOnlySet<string> used, DateTimeOffset before)
    {
        List<string> gone = [.. Files().Where(file => !used.Contains(Path.GetFileName(file)) && File.GetLastWriteTimeUtc(file) < before.UtcDateTime)];
        gone.ForEach(File.Delete);
        return gone.Count;
    }

    /// <summary>Counts from now on how long no order has had a photo.</summary>
    public void Touch(WorkPhoto photo)
    {
        if (Has(photo))
            File.SetLastWriteTimeUtc(PathOf(photo), time.GetUtcNow().UtcDateTime);
    }

    /// <inheritdoc/>
    public Task CopyAsync(string target, CancellationToken stop)
    {
        foreach (var file in Files().Where(file => Path.GetFileName(file).Split('.').Length == 2))
        {
            stop.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, Path.GetRelativePath(data.Folder(Folder), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Task.CompletedTask;
    }

    IEnumerable<string> Files() => Directory.EnumerateFiles(data.Folder(Folder), "*", SearchOption.AllDirectories);

    string PathOf(WorkPhoto photo) => Path.Combine(data.Path, Folder, photo.Hash[..2], photo.File);
}
