using Werkstrom.Connect.Edge;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect.Edge;

/// <summary>Servers and what is read of them, on SQLite and on PostgreSQL.</summary>
public sealed class EdgeBookTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_server_is_kept_with_its_asset_its_token_and_its_points_and_goes_with_them(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var book = intake.Get<EdgeBook>();
        var server = await book.AddAsync(EdgeKind.Opcua, new("opc.tcp://plc:4840", "Presse", "Werk/Süd, Tor 1", "none", "leser", "geheim"), default);
        await book.ChangeAsync(server.Id, s => s.IsStarted = true, default);
        WantedPoint[] wanted = [new("s=1", "a/b", "Cel", "{}"), new("s=2", "A/B", "", "{}"), new("s=1", "c", "", "{}")];

        Assert.Equal(2, await book.AddPointsAsync(server, wanted, default));
        await intake.Registries.RestartAsync();
        book = intake.Get<EdgeBook>();

        var kept = (await book.FindAsync("PRESSE", default))!;
        Assert.Equal((1, "leser", true, "geheim"), (kept.Id, kept.User, kept.IsStarted, intake.Get<EdgeSecrets>().Reveal(kept.Password)));
        Assert.True(intake.Get<AssetCatalog>().TryGet(kept.AssetId, out var asset));
        Assert.Equal(("Werk/Süd%2C Tor 1", "Werk/Süd, Tor 1"), (asset.Path, EdgeTopics.Of(asset)));
        Assert.Equal(["A/B 2", "a/b"], (await book.PointsAsync(1, default)).Select(p => p.Path).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await book.CountsAsync(default))[1]);
        var taken = await Assert.ThrowsAsync<EdgeException>(() => book.AddAsync(EdgeKind.Modbus, new("tcp://plc", "presse", null, null, null, null), default));
        Assert.Equal("name.taken", taken.Key);

        Assert.True(await book.RemoveAsync(1, default));

        Assert.Empty(await book.ListAsync(null, default));
        Assert.Empty(await book.PointsAsync(1, default));
        Assert.NotNull(Assert.Single(await intake.Get<Tokens>().ListAsync(default)).RevokedAt);
    }
}
