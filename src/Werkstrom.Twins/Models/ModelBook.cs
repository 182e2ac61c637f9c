using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Twins.Models;

/// <summary>3D models of assets: a row in the registry, the file below <c>twins-models/</c>, a GLB named by its hash. A file is kept whole or not at all.</summary>
sealed class ModelBook(IDbContextFactory<TwinsDb> dbs, DataFolder data, AssetCatalog assets, IOptions<TwinsOptions> options, TimeProvider time) : IBackupPart, IDisposable
{
    readonly SemaphoreSlim _one = new(1);

    /// <inheritdoc/>
    public string Folder => "twins-models";

    /// <summary>The largest file that is taken, bytes.</summary>
    public long Largest => options.Value.MaxModelBytes;

    /// <summary>Where the models of assets are read, by number of the asset.</summary>
    public async Task<Dictionary<int, string>> AllAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ModelRow>().AsNoTracking().ToDictionaryAsync(m => m.AssetId, m => m.Address, stop);
    }

    /// <summary>The model of an asset; null when it has none.</summary>
    public async Task<ModelRow?> FindAsync(int assetId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<ModelRow>().FindAsync([assetId], stop);
    }

    /// <summary>The file of a model.</summary>
    public string PathOf(ModelRow model) => Path.Combine(data.Folder(Folder), model.Hash + ".glb");

    /// <summary>Checks and keeps a model in place of the one before.</summary>
    /// <returns>The model; or all that is wrong with it.</returns>
    public async Task<(ModelRow? Model, IReadOnlyList<ModelFault> Faults)> KeepAsync(int assetId, string fileName, ReadOnlyMemory<byte> file, CancellationToken stop, string? source = null)
    {
        if (!assets.TryGet(assetId, out _))
            return (null, [new("asset", assetId)]);
        if (file.Length > Largest)
            return (null, [TooLarge(file.Length)]);
        var (glb, faults) = GlbFile.Take(file);
        if (faults.Count > 0)
            return (null, faults);
        ModelRow model = new()
        {
            AssetId = assetId,
            Hash = Convert.ToHexStringLower(SHA256.HashData(glb.Span)),
            FileName = Path.GetFileName(fileName.Replace('\\', '/')) is { Length: > 0 } name ? Path.ChangeExtension(name[..Math.Min(name.Length, 196)], ".glb") : "model.glb",
            Bytes = glb.Length,
            GivenAt = time.GetUtcNow(),
            Source = source,
        };
        await _one.WaitAsync(stop);
        try
        {
            DurableFile.Write(PathOf(model), into => into.Write(glb.Span));
            await WriteAsync(assetId, model, stop);
        }
        finally
        {
            _one.Release();
        }

        return (model, []);
    }

    /// <summary>Takes the model of an asset away.</summary>
    /// <returns>False when it has none.</returns>
    public async Task<bool> DropAsync(int assetId, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return await WriteAsync(assetId, null, stop);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Says that a file is too large.</summary>
    public ModelFault TooLarge(long bytes) => new("large", bytes, Largest);

    /// <inheritdoc/>
    public async Task CopyAsync(string target, CancellationToken stop)
    {
        Directory.CreateDirectory(target);
        await _one.WaitAsync(stop);
        try
        {
            foreach (var file in Directory.EnumerateFiles(data.Folder(Folder), "*.glb"))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    async Task<bool> WriteAsync(int assetId, ModelRow? model, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var before = await db.Set<ModelRow>().FindAsync([assetId], stop);
        if (before is not null && model is not null)
            db.Entry(before).CurrentValues.SetValues(model);
        else if (before is not null)
            db.Remove(before);
        else if (model is not null)
            db.Add(model);
        var old = before is null ? null : db.Entry(before).OriginalValues.GetValue<string>(nameof(ModelRow.Hash));
        await db.SaveChangesAsync(stop);
        if (old is not null && !await db.Set<ModelRow>().AnyAsync(m => m.Hash == old, stop))
            File.Delete(Path.Combine(data.Folder(Folder), old + ".glb"));
        return old is not null;
    }
}
