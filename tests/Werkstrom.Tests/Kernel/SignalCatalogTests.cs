using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Kernel;

public sealed class SignalCatalogTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_wanted_signal_is_made_with_its_assets_and_is_there_after_a_restart(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);

        var made = await registry.Get<SignalCatalog>().EnsureAsync([new("Werk Süd/Linie 1/Presse 3/Öltemperatur", SignalKind.Measurement, "Cel")], default);

        Assert.Equal("Werk Süd/Linie 1/Presse 3/Öltemperatur", made[0].Signal!.Path);
        await registry.RestartAsync();
        Assert.True(registry.Get<SignalCatalog>().TryGet("werk süd/LINIE 1/presse 3/ÖLTEMPERATUR", out var signal));
        Assert.Equal(made[0].Signal, signal);
        Assert.Equal(["Werk Süd", "Werk Süd/Linie 1", "Werk Süd/Linie 1/Presse 3"], registry.Get<AssetCatalog>().All.Select(a => a.Path));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_path_gives_the_same_signal_whatever_its_case_or_the_form_of_its_accents(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var catalog = registry.Get<SignalCatalog>();

        var made = await catalog.EnsureAsync([new("w/Öl"), new("W/öl"), new("w/O\u0308l")], default);
        var again = await catalog.EnsureAsync([new("w/O\u0308L")], default);

        Assert.Equal([1, 1, 1], made.Select(m => m.Signal!.Id));
        Assert.Equal(1, again[0].Signal!.Id);
        Assert.Equal("w/Öl", again[0].Signal!.Path);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_bad_path_has_a_reason_and_costs_its_neighbours_nothing(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);

        var made = await registry.Get<SignalCatalog>().EnsureAsync(
            [new("w/a"), new("alone"), new("w//a"), new("w/\u0001"), new("w/\ud800"), new("w/" + new string('x', 201)), new("w/b")], default);

        Assert.Equal(["w/a", null, null, null, null, null, "w/b"], made.Select(m => m.Signal?.Path));
        Assert.Equal("A path needs an asset before the name of the signal, as in 'press3/temperature'.", made[1].Reason);
        Assert.Equal("A name must not be empty.", made[2].Reason);
        Assert.Equal("A name must not hold control characters.", made[3].Reason);
        Assert.Equal("A name must not hold half a character.", made[4].Reason);
        Assert.Equal("A name may have 200 characters; this one has 201.", made[5].Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task More_new_signals_than_a_minute_allows_are_refused_until_the_next(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, ("kernel:maxNewSignalsPerMinute", "3"));
        var catalog = registry.Get<SignalCatalog>();

        var first = await catalog.EnsureAsync([new("w/a"), new("w/b"), new("w/c"), new("w/d")], default);
        registry.Clock.Advance(TimeSpan.FromSeconds(60));
        var second = await catalog.EnsureAsync([new("w/d")], default);

        Assert.Equal("More than 3 new signals in a minute (kernel:maxNewSignalsPerMinute); send it again a minute later.", first[3].Reason);
        Assert.Equal([1, 2, 3], first.Take(3).Select(f => f.Signal!.Id));
        Assert.Equal(4, second[0].Signal!.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_burst_of_100_000_new_signals_stops_at_the_limit_and_the_rest_have_a_reason(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(
            engine, ("kernel:maxNewSignalsPerMinute", "1000000"), ("kernel:maxSignals", "10000"));
        var wanted = Enumerable.Range(0, 100_000).Select(i => new WantedSignal($"w/m{i / 100}/s{i}")).ToArray();

        var made = await registry.Get<SignalCatalog>().EnsureAsync(wanted, default);

        Assert.Equal(10_000, made.Count(m => m.Signal is not null));
        Assert.Equal("There are 10000 signals, as many as kernel:maxSignals allows; this one is not made.", made[10_000].Reason);
        Assert.Equal(10_000, registry.Get<SignalCatalog>().All.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_writers_of_the_same_new_paths_agree_on_the_signals(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var catalog = registry.Get<SignalCatalog>();

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => catalog.EnsureAsync([.. Enumerable.Range(0, 200).Select(i => new WantedSignal($"w/s{i}"))], default))));

        Assert.All(made, m => Assert.Equal(Enumerable.Range(1, 200), m.Select(s => s.Signal!.Id)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_text_of_a_state_gets_the_next_number_and_keeps_it(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var catalog = registry.Get<SignalCatalog>();
        var id = (await catalog.EnsureAsync([new("w/zustand", SignalKind.State)], default))[0].Signal!.Id;

        Assert.Equal(0, await catalog.EnsureStateAsync(id, "läuft", default));
        Assert.Equal(1, await catalog.EnsureStateAsync(id, "Störung", default));
        Assert.Equal(0, await catalog.EnsureStateAsync(id, "läuft", default));
        Assert.Null(await catalog.EnsureStateAsync(id, new string('x', 201), default));
        await registry.RestartAsync();
        Assert.Equal("Störung", registry.Get<SignalCatalog>().States(id)[1]);
        Assert.Equal(2, await registry.Get<SignalCatalog>().EnsureStateAsync(id, "steht", default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_dictionary_of_states_holds_1000_texts(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var catalog = registry.Get<SignalCatalog>();
        var id = (await catalog.EnsureAsync([new("w/z", SignalKind.State)], default))[0].Signal!.Id;

        for (var i = 0; i < 1000; i++)
            Assert.Equal(i, await catalog.EnsureStateAsync(id, $"t{i}", default));
        Assert.Null(await catalog.EnsureStateAsync(id, "one more", default));
    }
}
