using Microsoft.AspNetCore.Http;

namespace Werkstrom.Condition.Work.Photos;

/// <summary>Puts photos to orders and takes them away.</summary>
sealed class PhotoDesk(WorkDesk desk, PhotoShelf shelf)
{
    /// <summary>Adds photos to an order; all that are wrong are told, the others are kept.</summary>
    /// <returns>Null when there is no such order.</returns>
    public async Task<WorkAnswer?> AddAsync(long id, IFormFileCollection files, string author, CancellationToken stop)
    {
        if (await desk.FindAsync(id, stop) is not { } order)
            return null;
        List<WorkFault> faults = [];
        List<WorkPhoto> photos = [];
        if (order.Photos.Count + files.Count > WorkPhoto.Most)
            return WorkAnswer.Wrong([new("photos", "fault.photos.many", WorkPhoto.Most)]);
        foreach (var file in files.Where(file => file.Length > 0))
        {
            if (file.Length > PhotoShelf.MostBytes)
                faults.Add(new("photos", "fault.photo.big", file.FileName));
            else if (await shelf.AddAsync(await ReadAsync(file, stop), file.FileName, stop) is { } photo)
                photos.Add(photo);
            else
                faults.Add(new("photos", "fault.photo.kind", file.FileName));
        }

        if (photos.Count == 0)
            return faults.Count > 0 ? WorkAnswer.Wrong(faults) : WorkAnswer.Wrong([new("photos", "fault.photo.none")]);
        var answer = await desk.ChangeAsync(id, null, o => o with { Photos = [.. o.Photos.Concat(photos).DistinctBy(p => p.Hash)] }, author, stop);
        return answer is { IsGood: true } ? answer with { Faults = faults } : answer;
    }

    /// <summary>Takes a photo away; its file stays for a while, so that this can be undone.</summary>
    /// <returns>Null when there is no such order or photo.</returns>
    public async Task<WorkAnswer?> RemoveAsync(long id, string hash, string author, CancellationToken stop)
    {
        if ((await desk.FindAsync(id, stop))?.Photos.FirstOrDefault(photo => photo.Hash == hash) is not { } gone)
            return null;
        shelf.Touch(gone);
        return await desk.ChangeAsync(id, null, o => o with { Photos = [.. o.Photos.Where(photo => photo.Hash != hash)] }, author, stop);
    }

    /// <summary>A photo that an order has now; null when it has none of this hash, or its file is gone.</summary>
    public async Task<(WorkPhoto Photo, Stream Bytes)?> OpenAsync(long id, string hash, CancellationToken stop) =>
        (await desk.FindAsync(id, stop))?.Photos.FirstOrDefault(photo => photo.Hash == hash) is { } photo && shelf.Open(photo) is { } bytes ? (photo, bytes) : null;

    static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken stop)
    {
        using MemoryStream bytes = new((int)file.Length);
        await file.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }
}
