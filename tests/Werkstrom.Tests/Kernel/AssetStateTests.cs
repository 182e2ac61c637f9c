using Werkstrom.Kernel.Assets;

namespace Werkstrom.Tests.Kernel;

/// <summary>What assets say of themselves, over restarts. The clock begins at 2026-01-01 00:00 UTC.</summary>
public sealed class AssetStateTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgres]
    public async Task That_it_is_offline_outlives_the_process_until_it_says_otherwise(Engine engine)
    {
        await using var all = await Registries.OpenAsync(engine);
        all.Get<IAssetState>().Declare(1, false);
        all.Get<IAssetState>().Declare(2, true);
        all.Get<IAssetState>().Declare(3, false);
        await all.Get<OfflineKeeper>().SaveAsync(default);
        all.Clock.Advance(TimeSpan.FromMinutes(10));

        await all.RestartAsync();
        var states = all.Get<IAssetState>();
        Assert.Equal((false, (bool?)false, Begin), (states.Of(1).IsOnline, states.Of(1).Declared, states.Of(1).DeclaredAt!.Value));
        Assert.Equal((null, null), (states.Of(2).IsOnline, states.Of(2).Declared));

        states.Declare(1, true);
        states.Declare(3, false); // again, later
        await all.Get<OfflineKeeper>().SaveAsync(default);
        await all.RestartAsync();
        states = all.Get<IAssetState>();
        Assert.Equal((null, (bool?)false, Begin.AddMinutes(10)), (states.Of(1).Declared, states.Of(3).Declared, states.Of(3).DeclaredAt!.Value));
    }
}
