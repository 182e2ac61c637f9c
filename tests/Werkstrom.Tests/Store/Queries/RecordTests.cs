using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>Rows of records on the real host.</summary>
public class RecordTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    RecordStore Store => host.Services.GetRequiredService<RecordStore>();

    RecordQueries Queries => host.Services.GetRequiredService<RecordQueries>();

    [Fact]
    public async Task What_was_written_is_read_with_its_types()
    {
        var due = new DateTimeOffset(2026, 3, 4, 6, 0, 0, TimeSpan.FromHours(2));
        var written = await Store.AppendAsync([Order("A-1", ("quantity", 12.5), ("due_at", due), ("state", "running"))], "person:1", default);

        var row = await Queries.FindAsync(written.Rows[0].Id, default);

        Assert.Equal(("A-1", 12.5, due, "running"), (row!.Values["number"], row.Values["quantity"], row.Values["due_at"], row.Values["state"]));
        Assert.Equal((1, "person:1", Noon, false), (row.Revision, row.Author, row.At, row.IsWithdrawn));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_and_nothing_is_written()
    {
        var before = await Queries.CountAsync(new(), default);
        var written = await Store.AppendAsync(
            [
                Order("A-2"),
                Order("A-3", ("quantity", "many"), ("state", "lost"), ("colour", "red")) with { AssetId = 987_654, Until = Noon.AddDays(-1) },
                new("no-such-type", null, Noon, null, new Dictionary<string, object?>()),
            ],
            "person:1", default);

        Assert.Equal(
            ["[1].assetId", "[1].colour", "[1].quantity", "[1].state", "[1].until", "[2].type"], written.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(written.Rows);
        Assert.Equal(before, await Queries.CountAsync(new(), default));
    }

    [Fact]
    public async Task A_correction_keeps_the_former_revision()
    {
        var id = (await Store.AppendAsync([Order("A-4", ("quantity", 1.0))], "person:1", default)).Rows[0].Id;

        var corrected = await Store.CorrectAsync(id, Order("A-4", ("quantity", 2.0)), "person:2", default);
        var history = await Queries.HistoryAsync(id, default);

        Assert.Equal((2, 2.0), (corrected!.Rows[0].Revision, corrected.Rows[0].Values["quantity"]));
        Assert.Equal([(2, "person:2", 2.0), (1, "person:1", 1.0)], history.Select(r => (r.Revision, r.Author, (double)r.Values["quantity"])));
    }

    [Fact]
    public async Task Of_two_who_read_the_same_revision_the_later_one_is_told_and_changes_nothing()
    {
        var id = (await Store.AppendAsync([Order("L-1", ("quantity", 1.0))], "Anna", default)).Rows[0].Id;

        Assert.True((await Store.CorrectAsync(id, 1, Order("L-1", ("quantity", 2.0)), "Anna", default))!.IsGood);
        var late = await Store.CorrectAsync(id, 1, Order("L-1", ("quantity", 3.0)), "Bert", default);

        Assert.True(late!.IsLate);
        Assert.Equal((2, 2.0), await Queries.FindAsync(id, default) is { } now ? (now.Revision, (double)now.Values["quantity"]) : default);
        Assert.Null(await Store.CorrectAsync(123_456_789, 1, Order("L-1"), "Bert", default));
    }

    [Fact]
    public async Task Rows_are_found_by_when_they_were_changed()
    {
        var id = (await Store.AppendAsync([Order("L-2")], "Anna", default)).Rows[0].Id;
        var written = (await Queries.FindAsync(id, default))!.RecordedAt;

        Assert.Contains(id, (await Queries.ListAsync(new("order", ChangedFrom: written), default)).Select(r => r.Id));
        Assert.DoesNotContain(id, (await Queries.ListAsync(new("order", ChangedFrom: written.AddMicroseconds(1)), default)).Select(r => r.Id));
    }

    [Fact]
    public async Task A_row_cannot_change_its_type()
    {
        var id = (await Store.AppendAsync([Order("A-5")], "person:1", default)).Rows[0].Id;

        var corrected = await Store.CorrectAsync(id, new("note", null, Noon, null, new Dictionary<string, object?> { ["text"] = "x" }), "person:2", default);

        Assert.Equal(["[0].type"], corrected!.Errors.Keys);
    }

    [Fact]
    public async Task A_withdrawn_row_is_listed_no_more_but_stays()
    {
        var id = (await Store.AppendAsync([Order("A-6")], "person:1", default)).Rows[0].Id;

        await Store.WithdrawAsync(id, "person:2", default);

        Assert.Empty(await ByNumberAsync("A-6", withWithdrawn: false));
        Assert.True(Assert.Single(await ByNumberAsync("A-6", withWithdrawn: true)).IsWithdrawn);
        Assert.Equal(2, (await Queries.HistoryAsync(id, default)).Count);
        Assert.Null(await Store.WithdrawAsync(123_456_789, "person:2", default));
    }

    [Fact]
    public async Task Rows_are_found_by_type_time_and_field_and_quotes_harm_nothing()
    {
        await Store.AppendAsync(
            [Order("Ö'\"7", ("quantity", 5.0)), Order("Ö'\"8", ("quantity", 6.0)) with { At = Noon.AddYears(1) }], "person:1", default);

        RecordFilter filter = new("order", From: Noon, To: Noon.AddDays(1), Fields: new Dictionary<string, string> { ["number"] = "Ö'\"7", ["quantity"] = "5" });

        Assert.Equal(5.0, Assert.Single(await Queries.ListAsync(filter, default)).Values["quantity"]);
        Assert.Empty(await Queries.ListAsync(filter with { Type = "failure" }, default));
        Assert.Empty(await Queries.ListAsync(filter with { AssetIds = [] }, default));
        Assert.Empty(await Queries.ListAsync(filter with { Fields = new Dictionary<string, string> { ["a' OR 1=1 --"] = "x" } }, default));
    }

    [Fact]
    public async Task Rows_come_with_what_a_signal_was_at()
    {
        var signal = (await host.Services.GetRequiredService<SignalCatalog>().EnsureAsync([new("recordtest/power")], default))[0].Signal!;
        var samples = host.Services.GetRequiredService<SampleStore>();
        SampleBatch batch = new();
        batch.Add(signal.Id, Micros.Of(Noon) - Micros.PerHour, 40);
        batch.Add(signal.Id, Micros.Of(Noon) + 1, 50);
        await samples.WriteAsync(batch, default);
        await samples.FlushAsync(default);
        await Store.AppendAsync([Order("A-9"), Order("A-9") with { At = Noon.AddMinutes(1) }], "person:1", default);

        RecordFilter filter = new("order", Fields: new Dictionary<string, string> { ["number"] = "A-9" });
        var rows = await Queries.WithSamplesAsync(filter, [signal.Id, 123_456], null, default);

        Assert.Equal([50, 40.0], rows.Select(r => r.Values[0]));
        Assert.All(rows, r => Assert.Equal(double.NaN, r.Values[1]));
    }

    [Fact]
    public async Task Rows_survive_a_restart_and_numbers_go_on()
    {
        var first = (await Store.AppendAsync([Order("A-10")], "person:1", default)).Rows[0];

        await host.RestartAsync();

        var second = (await Store.AppendAsync([Order("A-10")], "person:1", default)).Rows[0];
        Assert.True(second.Id > first.Id);
        Assert.Equal(2, (await ByNumberAsync("A-10", withWithdrawn: false)).Count);
    }

    Task<IReadOnlyList<RecordRow>> ByNumberAsync(string number, bool withWithdrawn) => Queries.ListAsync(
        new("order", Fields: new Dictionary<string, string> { ["number"] = number }, WithWithdrawn: withWithdrawn), default);

    static NewRecord Order(string number, params (string Field, object? Value)[] values)
    {
        Dictionary<string, object?> all = new() { ["number"] = number, ["product"] = "Welle", ["quantity"] = 1 };
        foreach (var (field, value) in values)
            all[field] = value;
        return new("order", null, Noon, null, all);
    }
}
