using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Connect.Mapping;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Edge;

/// <summary>The servers and what is read of them, in the registry. Every change is audited by the row that it changes.</summary>
sealed class EdgeBook(IDbContextFactory<ConnectDb> dbs, AssetCatalog assets, Tokens tokens, EdgeSecrets secrets, TimeProvider time) : IDisposable
{
    /// <summary>More values of one server are refused.</summary>
    public const int MostPoints = 20_000;

    readonly SemaphoreSlim _gate = new(1);

    public async Task<List<EdgeServer>> ListAsync(EdgeKind? kind, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<EdgeServer>().AsNoTracking().Where(s => kind == null || s.Kind == kind).OrderBy(s => s.NameFold).ToListAsync(stop);
    }

    /// <summary>A server by its number or name; null when there is none.</summary>
    public async Task<EdgeServer?> FindAsync(string idOrName, CancellationToken stop)
    {
        var fold = PathText.Fold(idOrName);
        var id = int.TryParse(idOrName, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var found = await db.Set<EdgeServer>().AsNoTracking().Where(s => s.NameFold == fold || s.Id == id).ToListAsync(stop);
        return found.Find(s => s.NameFold == fold) ?? found.FirstOrDefault();
    }

    /// <summary>Whether a server has this name.</summary>
    public async Task<bool> IsTakenAsync(string name, CancellationToken stop)
    {
        var fold = PathText.Fold(name);
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<EdgeServer>().AnyAsync(s => s.NameFold == fold, stop);
    }

    /// <summary>Why an asset of this path cannot be; null when it is there or can be made.</summary>
    public string? CheckAsset(string path) => assets.TryGet(path, out _) ? null : PathText.Check(Made(path));

    public async Task<List<EdgePoint>> PointsAsync(int id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<EdgePoint>().AsNoTracking().Where(p => p.ServerId == id).OrderBy(p => p.Path).ToListAsync(stop);
    }

    public async Task<Dictionary<int, int>> CountsAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<EdgePoint>().GroupBy(p => p.ServerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
    }

    /// <summary>Adds a server: its asset is made when it is not there, and a token that writes only there.</summary>
    /// <param name="kind">What it speaks.</param>
    /// <param name="wish">A wish without errors.</param>
    /// <exception cref="EdgeException">The name is taken, or the asset cannot be made.</exception>
    public async Task<EdgeServer> AddAsync(EdgeKind kind, EdgeWish wish, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var servers = db.Set<EdgeServer>();
            var fold = PathText.Fold(wish.GivenName);
            if (await servers.AnyAsync(s => s.NameFold == fold, stop))
                throw new EdgeException("name.taken", wish.GivenName) { Field = "name" };
            var asset = await AssetAsync(wish.Asset?.Trim() is { Length: > 0 } path ? path : wish.GivenName, stop);
            var (token, key) = await tokens.CreateAsync(new($"{Spoken(kind)} {wish.GivenName}", Scopes.Write, AssetId: asset.Id), stop);
            EdgeServer server = new()
            {
                Id = (await servers.MaxAsync(s => (int?)s.Id, stop) ?? 0) + 1,
                Kind = kind,
                Name = wish.GivenName,
                NameFold = fold,
                Url = wish.GivenUrl,
                AssetId = asset.Id,
                Security = wish.GivenSecurity,
                User = wish.GivenUser,
                Password = secrets.Protect(wish.Password ?? ""),
                TokenId = token.Id,
                TokenKey = secrets.Protect(key),
                CreatedAt = time.GetUtcNow(),
            };
            db.Add(server);
            await db.SaveChangesAsync(stop);
            return server;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Changes a server; false when there is none.</summary>
    public async Task<bool> ChangeAsync(int id, Action<EdgeServer> change, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<EdgeServer>().FindAsync([id], stop) is not { } server)
            return false;
        change(server);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Keeps the certificate that a server showed first.</summary>
    public Task<bool> PinAsync(int id, string fingerprint, CancellationToken stop) =>
        ChangeAsync(id, server => server.Fingerprint = server.Fingerprint.Length == 0 ? fingerprint : server.Fingerprint, stop);

    /// <summary>Removes a server and withdraws its token. Its signals and their samples stay.</summary>
    public async Task<bool> RemoveAsync(int id, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        if (await db.Set<EdgeServer>().FindAsync([id], stop) is not { } server)
            return false;
        db.RemoveRange(await db.Set<EdgePoint>().Where(p => p.ServerId == id).ToListAsync(stop));
        db.Remove(server);
        await db.SaveChangesAsync(stop);
        await tokens.RevokeAsync(server.TokenId, stop);
        return true;
    }

    /// <summary>Adds what is to be read; what is read already stays as it is.</summary>
    /// <returns>How many are new.</returns>
    /// <exception cref="EdgeException">There would be too many.</exception>
    public async Task<int> AddPointsAsync(EdgeServer server, IReadOnlyList<WantedPoint> wanted, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(stop);
            var points = db.Set<EdgePoint>();
            var before = await points.AsNoTracking().Where(p => p.ServerId == server.Id).ToListAsync(stop);
            var addresses = before.Select(p => p.Address).ToHashSet(StringComparer.Ordinal);
            var taken = before.Select(p => PathText.Fold(p.Path)).ToHashSet(StringComparer.Ordinal);
            var id = await points.MaxAsync(p => (int?)p.Id, stop) ?? 0;
            var made = wanted.Where(w => addresses.Add(w.Address))
                .Select(w => new EdgePoint { Id = ++id, ServerId = server.Id, Address = w.Address, Path = EdgeTopics.Free(w.Path, taken), Unit = w.Unit, Settings = w.Settings })
                .ToList();
            if (before.Count + made.Count > MostPoints)
                throw new EdgeException("points.many", before.Count + made.Count, MostPoints);
            points.AddRange(made);
            await db.SaveChangesAsync(stop);
            return made.Count;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads these no longer.</summary>
    /// <returns>How many were read.</returns>
    public async Task<int> RemovePointsAsync(int serverId, IReadOnlySet<int> ids, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var gone = (await db.Set<EdgePoint>().Where(p => p.ServerId == serverId).ToListAsync(stop)).Where(p => ids.Contains(p.Id)).ToList();
        db.RemoveRange(gone);
        await db.SaveChangesAsync(stop);
        return gone.Count;
    }

    public void Dispose() => _gate.Dispose();

    public static string Spoken(EdgeKind kind) => kind == EdgeKind.Opcua ? "OPC UA" : "Modbus";

    static string Made(string path) => PathTemplate.Levels(path);

    async Task<Asset> AssetAsync(string text, CancellationToken stop)
    {
        var path = assets.TryGet(text, out var known) ? known.Path : Made(text);
        Asset? asset = null;
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var depth = 1; depth <= names.Length; depth++)
        {
            if (assets.TryGet(string.Join('/', names.Take(depth)), out var found))
            {
                asset = found;
                continue;
            }

            var made = await assets.CreateAsync(asset?.Id, names[depth - 1], depth == names.Length ? AssetKinds.Machine : "", null, stop);
            asset = made.Value ?? throw new EdgeException("asset.refused", text, made.Problem!.Reason) { Field = "asset" };
        }

        return asset ?? throw new EdgeException("asset.missing") { Field = "asset" };
    }
}

/// <summary>A value that is to be read, see <see cref="EdgePoint"/>.</summary>
sealed record WantedPoint(string Address, string Path, string Unit, string Settings);
