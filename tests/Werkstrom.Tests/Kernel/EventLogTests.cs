using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Kernel;

public sealed class EventLogTests
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgres]
    public async Task Events_that_overlap_a_span_are_listed_newest_first(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var events = registry.Get<IEvents>();
        await events.NoteAsync(Moment("moment.before", Noon.AddHours(-1)), default);
        await events.NoteAsync(Moment("moment.at-start", Noon), default);
        await events.NoteAsync(Moment("moment.at-end", Noon.AddHours(1)), default);
        await events.NoteAsync(Moment("lasts.into", Noon.AddHours(-2)) with { To = Noon.AddMinutes(1) }, default);
        await events.NoteAsync(Moment("lasts.until", Noon.AddHours(-2)) with { To = Noon }, default);
        await events.NoteAsync(Moment("still.open", Noon.AddDays(-3)) with { IsOpen = true }, default);

        var found = await events.ListAsync(null, Noon, Noon.AddHours(1), 10, default);

        Assert.Equal(["moment.at-start", "lasts.into", "still.open"], found.Select(e => e.Kind));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_open_event_is_ended_once_its_end_is_known(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var events = registry.Get<IEvents>();
        var failure = await events.NoteAsync(Moment("machine.failure", Noon) with { IsOpen = true }, default);

        var ended = await events.EndAsync(failure.Id, Noon.AddHours(1), default);

        Assert.Equal(failure with { To = Noon.AddHours(1), IsOpen = false }, ended);
        Assert.Null(await events.EndAsync(4711, Noon, default));
        Assert.Empty(await events.ListAsync(null, Noon.AddHours(1), Noon.AddHours(2), 10, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_events_of_an_asset_are_those_of_all_below_it(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await registry.Get<SignalCatalog>().EnsureAsync([new("works/line1/press/t"), new("works/line10/t")], default);
        var assets = registry.Get<AssetCatalog>();
        assets.TryGet("works/line1", out var line1);
        assets.TryGet("works/line1/press", out var press);
        assets.TryGet("works/line10", out var line10);
        var events = registry.Get<IEvents>();
        await events.NoteAsync(Moment("at.press", Noon) with { AssetId = press!.Id }, default);
        await events.NoteAsync(Moment("at.line10", Noon) with { AssetId = line10!.Id }, default);
        await events.NoteAsync(Moment("nowhere", Noon), default);

        var found = await events.ListAsync(line1!.Id, Noon, Noon.AddHours(1), 10, default);

        Assert.Equal(["at.press"], found.Select(e => e.Kind));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Beyond_the_cap_the_oldest_events_go(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, ("kernel:maxEvents", "1000"));
        await using (var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync())
        {
            db.AddRange(Enumerable.Range(1, 1999).Select(i => EventRow.Of(Moment("filler", Noon) with { Id = i })));
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"INSERT INTO kernel_counter (name, value) VALUES ('event', 1999)");
        }

        var newest = await registry.Get<IEvents>().NoteAsync(Moment("last", Noon), default);

        Assert.Equal(2000, newest.Id);
        var kept = await registry.Get<IEvents>().ListAsync(null, Noon, Noon.AddHours(1), 5000, default);
        Assert.Equal((1000, 1001), (kept.Count, kept[^1].Id));
    }

    [Fact]
    public async Task A_listener_that_is_too_slow_loses_the_oldest()
    {
        await using var registry = await Registries.OpenAsync(Engine.Sqlite);
        var events = registry.Get<IEvents>();
        using var stop = new CancellationTokenSource();
        await using var listener = events.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var first = listener.MoveNextAsync(); // it listens from here on

        for (var i = 0; i < 1010; i++)
            await events.NoteAsync(Moment("tick", Noon.AddSeconds(i)), default);
        Assert.True(await first);
        Assert.True(await listener.MoveNextAsync());

        // the one waiting took event 1 away; of the other 1,009 the newest 1,000 are there
        Assert.InRange(listener.Current.Id, 2, 11);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task An_event_with_a_bad_kind_is_refused()
    {
        await using var registry = await Registries.OpenAsync(Engine.Sqlite);

        await Assert.ThrowsAsync<ArgumentException>(() => registry.Get<IEvents>().NoteAsync(Moment("Not A Kind", Noon), default));
    }

    static PlantEvent Moment(string kind, DateTimeOffset at) => new(0, kind, EventLevel.Info, null, at, null, "It happened.", "tests");
}
