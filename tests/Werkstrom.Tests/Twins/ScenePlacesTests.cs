using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Data;
using Werkstrom.Tests.Kernel;
using Werkstrom.Twins;
using Werkstrom.Twins.Scene;

namespace Werkstrom.Tests.Twins;

/// <summary>Who move things in the same moment, on both engines.</summary>
public sealed class ScenePlacesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_who_move_what_they_saw_at_the_same_place_one_does(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, Add);
        var (mill, _) = await MillsAsync(registry);
        var places = registry.Get<ScenePlaces>();

        var moves = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(() => places.PutAsync(At(mill, 20 + (10 * i), -7.5), new(null, null, null), default))));

        var done = Assert.Single(moves, m => m.Problem is null).Value!;
        Assert.Equal(done, (await places.AllAsync(default))[mill]);

        var backs = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Task.Run(() => i % 2 == 0
            ? places.ResetAsync(mill, new(done.X, done.Z, done.Turn), default) : places.PutAsync(At(mill, 200 + (10 * i), 0), new(done.X, done.Z, done.Turn), default))));

        Assert.Single(backs, b => b.Problem is null);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_two_who_put_things_on_one_place_one_does(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, Add);
        var (first, second) = await MillsAsync(registry);
        var places = registry.Get<ScenePlaces>();
        for (var i = 1; i <= 5; i++)
        {
            var at = 100 * i;

            var moves = await Task.WhenAll(((int[])[first, second]).Select(m => Task.Run(() => places.PutAsync(At(m, at, 50), null, default))));

            Assert.Single(moves, m => m.Problem is null);
        }
    }

    static PlaceRow At(int asset, double x, double z) => new() { AssetId = asset, X = x, Z = z, Turn = 0 };

    static async Task<(int First, int Second)> MillsAsync(Registries registry)
    {
        var made = await registry.Get<AssetCatalog>().EnsureAsync([("works/mill1", AssetKinds.Machine), ("works/mill2", AssetKinds.Machine)], default);
        return (made.Value![0].Id, made.Value[1].Id);
    }

    static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddRegistry<TwinsDb>();
        builder.Services.AddSingleton<SceneTree>().AddSingleton<ScenePlaces>();
    }
}
