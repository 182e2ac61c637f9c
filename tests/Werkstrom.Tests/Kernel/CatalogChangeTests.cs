using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Kernel;

/// <summary>Rename, move, merge, unit: history stays with the number, and sources that send the old path reach the same signal.</summary>
public sealed class CatalogChangeTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Given_a_renamed_signal_When_a_source_sends_the_old_path_Then_it_reaches_the_same_signal(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (id, asset) = await MakeAsync(registry, "w/temp");

        await Signals(registry).MoveAsync(id, asset, "Öltemperatur", default);
        await registry.RestartAsync();
        var sent = await Signals(registry).EnsureAsync([new("W/Temp")], default);

        Assert.Equal(id, sent[0].Signal!.Id);
        Assert.Equal("w/Öltemperatur", sent[0].Signal!.Path);
        Assert.Equal(["w/temp"], Signals(registry).FormerPaths(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_former_path_of_an_asset_keeps_its_place_until_it_is_taken_away(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var assets = registry.Get<AssetCatalog>();
        var (id, asset) = await MakeAsync(registry, "hall/temp");
        await assets.MoveAsync(asset, null, "Halle 2", default);

        var refused = await assets.CreateAsync(null, "Hall", "", null, default);
        var removed = await assets.RemoveFormerPathAsync("HALL", default);
        var again = await assets.RemoveFormerPathAsync("hall", default);
        await registry.RestartAsync();
        var made = await registry.Get<AssetCatalog>().CreateAsync(null, "Hall", "", null, default);

        Assert.Equal("'Hall' is a former path of 'Halle 2' and still leads there; remove that former path first.", refused.Problem!.Reason);
        Assert.Equal((true, false), (removed, again));
        Assert.NotEqual(asset, made.Value!.Id);
        Assert.Empty(registry.Get<AssetCatalog>().FormerPaths(asset));
        Assert.Equal(id, (await Signals(registry).EnsureAsync([new("hall/temp")], default))[0].Signal!.Id); // sources still reach it
    }

    [Theory]
    [InlineData("plain", "plain", "plain")]
    [InlineData("Kanal%2F1", "Kanal/1", "Kanal∕1")]
    [InlineData("%C3%B6l %5Bbar%5D", "öl [bar]", "öl [bar]")]
    [InlineData("100%", "100%", "100%")]
    [InlineData("a%0Ab", "a%0Ab", "a%0Ab")] // no line breaks on pages
    public void Letters_that_a_path_cannot_hold_are_shown_as_they_were_sent(string name, string shown, string inPath)
    {
        Assert.Equal(shown, PathText.ShownName(name));
        Assert.Equal($"w/{inPath}", PathText.ShownPath($"w/{name}"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_signal_that_gets_its_first_name_back_has_no_alias_of_its_own_name(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (id, asset) = await MakeAsync(registry, "w/a");

        await Signals(registry).MoveAsync(id, asset, "b", default);
        await Signals(registry).MoveAsync(id, asset, "a", default);

        Assert.Equal(["w/b"], Signals(registry).FormerPaths(id));
        await registry.RestartAsync();
        Assert.Equal(["w/b"], Signals(registry).FormerPaths(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_name_that_is_taken_or_leads_elsewhere_is_refused(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (a, asset) = await MakeAsync(registry, "w/a");
        var (b, _) = await MakeAsync(registry, "w/b");
        await Signals(registry).MoveAsync(a, asset, "c", default);

        var taken = await Signals(registry).MoveAsync(b, asset, "C", default);
        var former = await Signals(registry).MoveAsync(b, asset, "a", default);
        await Signals(registry).RemoveFormerPathAsync("w/a", default);
        var free = await Signals(registry).MoveAsync(b, asset, "a", default);

        Assert.Equal(new ChangeProblem(ChangeFault.Conflict, "There is 'w/c' already; merge the two instead."), taken.Problem);
        Assert.Equal("'w/a' is a former path of 'w/c' and still leads there; remove that former path first.", former.Problem!.Reason);
        Assert.Equal("w/a", free.Value!.Path);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Given_a_moved_asset_Then_all_below_has_new_paths_and_old_ones_still_lead_there_and_new_signals_go_there(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (id, _) = await MakeAsync(registry, "w/line1/press/temp");
        var (other, _) = await MakeAsync(registry, "w/line10/temp");
        Assets(registry).TryGet("w/line1", out var line);

        var moved = await Assets(registry).MoveAsync(line!.Id, null, "Linie Süd", default);
        await registry.RestartAsync();

        Assert.Equal("Linie Süd", moved.Value!.Path);
        Assert.True(Signals(registry).TryGet("w/line1/press/temp", out var signal));
        Assert.Equal((id, "Linie Süd/press/temp"), (signal!.Id, signal.Path));
        Assert.True(Signals(registry).TryGet(other, out var untouched));
        Assert.Equal("w/line10/temp", untouched!.Path);
        var made = await Signals(registry).EnsureAsync([new("w/line1/press/new")], default);
        Assert.Equal("Linie Süd/press/new", made[0].Signal!.Path);
        Assert.True(Signals(registry).TryGet("w/line1/press/new", out var again));
        Assert.Equal(made[0].Signal!.Id, again!.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_asset_cannot_be_moved_into_itself_nor_deleted_with_something_below(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await MakeAsync(registry, "w/a/b/s");
        Assets(registry).TryGet("w/a", out var a);
        Assets(registry).TryGet("w/a/b", out var b);

        var moved = await Assets(registry).MoveAsync(a!.Id, b!.Id, "a", default);
        var deleted = await Assets(registry).DeleteAsync(b.Id, default);

        Assert.Equal("'w/a/b' is below 'w/a'; an asset cannot be moved into itself.", moved.Problem!.Reason);
        Assert.Equal("'w/a/b' has 0 assets and 1 signals below it; move or merge them first.", deleted.Problem!.Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_empty_asset_can_be_made_and_deleted(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);

        var site = await Assets(registry).CreateAsync(null, "Werk", "site", "Unser Werk", default);
        var line = await Assets(registry).CreateAsync(site.Value!.Id, "Linie 1", "line", null, default);
        var twice = await Assets(registry).CreateAsync(site.Value.Id, "LINIE 1", "line", null, default);
        var gone = await Assets(registry).DeleteAsync(line.Value!.Id, default);

        Assert.Equal("Werk/Linie 1", line.Value.Path);
        Assert.Equal(ChangeFault.Conflict, twice.Problem!.Fault);
        Assert.Equal(line.Value.Id, gone.Value!.Id);
        await registry.RestartAsync();
        Assert.Equal(["Werk"], Assets(registry).All.Select(a => a.Path));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Given_merged_signals_Then_number_and_path_of_the_first_lead_to_the_second(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (a, _) = await MakeAsync(registry, "w/a");
        var (b, _) = await MakeAsync(registry, "w/b");

        var merged = await Signals(registry).MergeAsync(b, a, default);
        await registry.RestartAsync();

        Assert.Equal(a, merged.Value!.Id);
        Assert.True(Signals(registry).TryGet(b, out var byNumber));
        Assert.True(Signals(registry).TryGet("w/B", out var byPath));
        Assert.Equal((a, a), (byNumber!.Id, byPath!.Id));
        Assert.Equal(["w/a"], Signals(registry).All.Select(s => s.Path));
        await using var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        Assert.True((await db.Set<SignalMerge>().SingleAsync()).IsDone);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Signals_of_different_kinds_units_or_states_are_not_merged(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var made = await Signals(registry).EnsureAsync(
            [new("w/a", SignalKind.Measurement, "kW"), new("w/b", SignalKind.Counter, "kW"), new("w/c", SignalKind.Measurement, "W"),
             new("w/x", SignalKind.State), new("w/y", SignalKind.State)], default);
        var id = made.Select(m => m.Signal!.Id).ToArray();
        await Signals(registry).EnsureStateAsync(id[3], "on", default);
        await Signals(registry).EnsureStateAsync(id[4], "off", default);

        Assert.Equal("'w/b' is a Counter and 'w/a' a Measurement; make them alike first.",
            (await Signals(registry).MergeAsync(id[1], id[0], default)).Problem!.Reason);
        Assert.Equal("'w/c' is kept in 'W' and 'w/a' in 'kW'; only samples in the same unit can be merged.",
            (await Signals(registry).MergeAsync(id[2], id[0], default)).Problem!.Reason);
        Assert.Equal("The number of the state 'off' of 'w/y' means something else in 'w/x'.",
            (await Signals(registry).MergeAsync(id[4], id[3], default)).Problem!.Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Merged_assets_join_what_has_equal_names(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await Signals(registry).EnsureAsync([new("old/press/temp"), new("old/press/speed"), new("old/oven/temp"), new("new/press/temp")], default);
        Assets(registry).TryGet("old", out var from);
        Assets(registry).TryGet("new", out var into);

        var merged = await Assets(registry).MergeAsync(from!.Id, into!.Id, default);
        await registry.RestartAsync();

        Assert.Null(merged.Problem);
        Assert.Equal(["new", "new/oven", "new/press"], Assets(registry).All.Select(a => a.Path));
        Assert.Equal(["new/oven/temp", "new/press/speed", "new/press/temp"], Signals(registry).All.Select(s => s.Path));
        Assert.True(Assets(registry).TryGet(from.Id, out var resolved));
        Assert.Equal(into.Id, resolved!.Id);
        var sent = await Signals(registry).EnsureAsync([new("old/press/temp"), new("old/oven/temp"), new("old/press/fresh")], default);
        Assert.Equal(["new/press/temp", "new/oven/temp", "new/press/fresh"], sent.Select(s => s.Signal!.Path));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_converted_unit_keeps_samples_and_converts_limits(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var id = (await Signals(registry).EnsureAsync([new("w/t", SignalKind.Measurement, "[degF]")], default))[0].Signal!.Id;
        await Signals(registry).ChangeAsync(id, s => s with { Limits = new(null, 32, 212, null) }, default);

        await Signals(registry).ConvertUnitAsync(id, "Cel", default);
        await registry.RestartAsync();

        Signals(registry).TryGet(id, out var signal);
        Assert.Equal(("Cel", "[degF]"), (signal!.Unit, signal.StoredUnit));
        Assert.Equal(100, signal.Shown(212), 1e-9);
        Assert.Equal(0, signal.Limits.LowWarning!.Value, 1e-9);
        Assert.Equal(100, signal.Limits.HighWarning!.Value, 1e-9);
        Assert.Equal(ChangeFault.Conflict, (await Signals(registry).ConvertUnitAsync(id, "bar", default)).Problem!.Fault);
        Assert.Equal("bar", (await Signals(registry).RelabelUnitAsync(id, "bar", default)).Value!.StoredUnit);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task All_attributes_come_back_after_a_restart_and_all_that_is_wrong_is_told_at_once(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (id, _) = await MakeAsync(registry, "w/s");

        var wrong = await Signals(registry).ChangeAsync(id, s => s with { Limits = new(2, 1, null, null), RetentionDays = 0 }, default);
        var right = await Signals(registry).ChangeAsync(id, s => s with
        {
            Title = "Öl",
            Kind = SignalKind.Counter,
            Limits = new(1, 2, 3, 4),
            ExpectedInterval = TimeSpan.FromMicroseconds(100),
            RetentionDays = 30,
            IsArchived = true,
        }, default);
        await registry.RestartAsync();

        Assert.Equal("Limits must be in order: low alarm, low warning, high warning, high alarm. Raw samples are kept for 1 to 36,500 days.", wrong.Problem!.Reason);
        Assert.True(Signals(registry).TryGet(id, out var signal));
        Assert.Equal(right.Value, signal);
        Assert.Equal(TimeSpan.FromMicroseconds(100), signal!.ExpectedInterval);
    }

    static SignalCatalog Signals(Registries registry) => registry.Get<SignalCatalog>();

    static AssetCatalog Assets(Registries registry) => registry.Get<AssetCatalog>();

    static async Task<(int Id, int AssetId)> MakeAsync(Registries registry, string path)
    {
        var signal = (await Signals(registry).EnsureAsync([new(path)], default))[0].Signal!;
        return (signal.Id, signal.AssetId);
    }
}
