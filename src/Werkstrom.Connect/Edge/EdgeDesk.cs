using System.IO.Enumeration;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Connect.Edge;

/// <summary>What pages, API and command line do with servers: the registry first, then the side-car.</summary>
sealed class EdgeDesk(EdgeBook book, EdgeRunner runner, EdgeScans scans, EdgeSecrets secrets, AssetCatalog assets, EdgeProgram program, IStringLocalizer<EdgeText> text)
{
    public EdgeBook Book => book;

    /// <summary>A sentence in the reader's language.</summary>
    public string Say(EdgeException e) => text[e.Key, e.Values];

    public Dictionary<string, string[]> Errors(EdgeKind kind, EdgeWish wish) => wish.Errors(kind, text);

    /// <summary>All that is wrong with a server that is to be added, by input.</summary>
    /// <param name="kind">What it speaks.</param>
    /// <param name="wish">The server.</param>
    /// <param name="map">The registers of a Modbus device; null when they come later.</param>
    public async Task<Dictionary<string, string[]>> ErrorsAsync(EdgeKind kind, EdgeWish wish, string? map, CancellationToken stop)
    {
        var errors = Errors(kind, wish);
        if (!errors.ContainsKey("name") && await book.IsTakenAsync(wish.GivenName, stop))
            errors["name"] = [text["name.taken", wish.GivenName]];
        if (wish.Asset?.Trim() is { Length: > 0 } path && book.CheckAsset(path) is { } reason)
            errors["asset"] = [text["asset.refused", path, reason]];
        if (map is not null && MapErrors(kind, map) is { Count: > 0 } wrong)
            errors["map"] = [.. wrong];
        return errors;
    }

    List<string> MapErrors(EdgeKind kind, string map)
    {
        if (kind != EdgeKind.Modbus)
            return [text["map.opcua"]];
        var (points, errors) = RegisterMap.Read(map, text);
        return points.Count > EdgeBook.MostPoints ? [.. errors, text["points.many", points.Count, EdgeBook.MostPoints]] : errors;
    }

    /// <summary>Adds a server and, of OPC UA, looks what it has.</summary>
    /// <param name="kind">What it speaks.</param>
    /// <param name="wish">A wish without errors, see <see cref="ErrorsAsync"/>.</param>
    /// <param name="map">A map of registers without errors; null when it comes later.</param>
    /// <exception cref="EdgeException">It cannot be added.</exception>
    public async Task<(EdgeServer Server, int Points)> AddAsync(EdgeKind kind, EdgeWish wish, string? map, CancellationToken stop)
    {
        var server = await book.AddAsync(kind, wish, stop);
        if (kind == EdgeKind.Opcua)
            scans.Start(server);
        return (server, map is null ? 0 : await AddPointsAsync(server, RegisterMap.Read(map, text).Points, stop));
    }

    /// <summary>Changes address, security and user; a side-car that runs begins anew.</summary>
    public async Task ChangeAsync(EdgeServer server, EdgeWish wish, CancellationToken stop)
    {
        await book.ChangeAsync(server.Id, s =>
        {
            if (s.Url != wish.GivenUrl)
                s.Fingerprint = ""; // another server shows another certificate
            (s.Url, s.Security, s.User) = (wish.GivenUrl, wish.GivenSecurity, wish.GivenUser);
            if (s.User.Length == 0)
                s.Password = "";
            else if (!string.IsNullOrEmpty(wish.Password))
                s.Password = secrets.Protect(wish.Password);
        }, stop);
        await runner.ApplyAsync(server.Id, stop);
    }

    /// <exception cref="EdgeException">Nothing is chosen, or the side-car cannot run here.</exception>
    public async Task StartAsync(EdgeServer server, CancellationToken stop)
    {
        if (program.Missing is { } missing)
            throw new EdgeException(missing);
        if ((await book.PointsAsync(server.Id, stop)).Count == 0)
            throw new EdgeException(server.Kind == EdgeKind.Opcua ? "start.no-nodes" : "start.no-map", server.Name);
        await SetAsync(server, true, stop);
    }

    public Task StopAsync(EdgeServer server, CancellationToken stop) => SetAsync(server, false, stop);

    public async Task RemoveAsync(EdgeServer server, CancellationToken stop)
    {
        await book.ChangeAsync(server.Id, s => s.IsStarted = false, stop);
        await runner.ForgetAsync(server.Id, stop);
        await book.RemoveAsync(server.Id, stop);
        var folder = program.FolderOf(server.Id);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Forgets the certificate: the next one that the server shows is the right one.</summary>
    public async Task TrustAsync(EdgeServer server, CancellationToken stop)
    {
        await book.ChangeAsync(server.Id, s => s.Fingerprint = "", stop);
        await runner.ApplyAsync(server.Id, stop);
    }

    /// <summary>Reads nodes from now on.</summary>
    /// <returns>How many are new, and those that cannot be read with the reason.</returns>
    /// <exception cref="EdgeException">The server was never looked at, or nothing of the kind was found.</exception>
    public async Task<(int Added, List<EdgeNode> Refused)> AddNodesAsync(EdgeServer server, Func<EdgeNode, bool> isWanted, CancellationToken stop)
    {
        if (await scans.NodesAsync(server.Id, stop) is not { } known)
            throw new EdgeException("nodes.none", server.Name);
        if (!assets.TryGet(server.AssetId, out var asset))
            throw new EdgeException("asset.gone");
        var wanted = known.Nodes.Where(n => n.IsVariable && isWanted(n)).ToList();
        if (wanted.Count == 0)
            throw new EdgeException("nodes.unmatched");
        var points = wanted.Where(n => n.CanBeRead).Select(n => new WantedPoint(n.Address, EdgeTopics.Below(asset, n.Path), n.Ucum, n.Settings())).ToList();
        return (await AddPointsAsync(server, points, stop), wanted.FindAll(n => !n.CanBeRead));
    }

    public async Task<int> AddPointsAsync(EdgeServer server, IReadOnlyList<WantedPoint> points, CancellationToken stop)
    {
        var added = await book.AddPointsAsync(server, points, stop);
        if (added > 0)
            await runner.ApplyAsync(server.Id, stop);
        return added;
    }

    public async Task<int> RemovePointsAsync(EdgeServer server, IReadOnlySet<int> ids, CancellationToken stop)
    {
        var gone = await book.RemovePointsAsync(server.Id, ids, stop);
        if (gone > 0)
            await runner.ApplyAsync(server.Id, stop);
        return gone;
    }

    /// <summary>Whether a path or an address fits what somebody wrote, with <c>*</c> and <c>?</c>.</summary>
    public static bool Fits(string pattern, string path, string address) =>
        FileSystemName.MatchesSimpleExpression(PathText.Fold(pattern.Trim()), PathText.Fold(path)) || string.Equals(pattern.Trim(), address, StringComparison.Ordinal);

    async Task SetAsync(EdgeServer server, bool isStarted, CancellationToken stop)
    {
        await book.ChangeAsync(server.Id, s => s.IsStarted = isStarted, stop);
        await runner.ApplyAsync(server.Id, stop);
    }
}
