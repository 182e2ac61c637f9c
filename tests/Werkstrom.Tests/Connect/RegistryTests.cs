using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Connect;
using Werkstrom.Connect.Import;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Store;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect;

/// <summary>Everything that Connect asks of its registry, on SQLite and on PostgreSQL.</summary>
public sealed class RegistryTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Counters_of_sources_are_written_twice_and_read_again(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var book = intake.Get<SourceBook>();
        var source = book.Of("gateway");
        source.Accept(7, 2, 1, intake.Registries.Clock.GetUtcNow());
        await book.SaveAsync(default);
        source.Reject(3);
        source.Forget(2);
        await book.SaveAsync(default);

        await intake.Registries.RestartAsync();

        var again = intake.Get<SourceBook>().Find("gateway")!;
        Assert.Equal((7L, 3L, 2L, 1L, 2L), (again.Accepted, again.Rejected, again.Late, again.Duplicates, again.Forgotten));
        Assert.Equal((source.LastSeen, source.FirstSeen), (again.LastSeen, again.FirstSeen));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Letters_are_kept_listed_counted_and_go_by_bytes_and_age(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine, ("connect:DeadLetterBytes", "2300"));
        var (shelf, desk) = (intake.Get<LetterShelf>(), intake.Get<LetterDesk>());
        var source = intake.Get<SourceBook>().Of("s");
        await shelf.AddAsync([.. Enumerable.Range(1, 15).Select(i => Letter(i, i % 2 == 0 ? Reasons.Number : Reasons.Syntax, intake))], default);

        Assert.Equal((2_200L, 4L), (shelf.Bytes, source.Forgotten)); // 11 of 15 letters of 200 bytes
        Assert.Equal([15L, 14, 13], (await desk.ListAsync("s", null, null, 3, default)).Select(l => l.Id));
        Assert.Equal([13L, 11], (await desk.ListAsync(null, Reasons.Syntax, 15, 2, default)).Select(l => l.Id));
        var groups = (await intake.Get<LetterGroups>().ListAsync("s", 1, default)).Groups;
        Assert.Equal([(Reasons.Syntax, 6L, "15,13,11"), (Reasons.Number, 5L, "14,12,10")], groups.Select(g => (g.Reason, g.Count, string.Join(',', g.Examples.Select(e => e.Id)))));
        Assert.Null(await desk.FindAsync(4, default));
        Assert.Equal((15L, 2_200L), (await shelf.LoadAsync(default), shelf.Bytes));

        intake.Registries.Clock.Advance(TimeSpan.FromDays(31));
        await shelf.AddAsync([Letter(16, Reasons.Syntax, intake)], default);
        await shelf.ForgetOldAsync(default);
        Assert.Equal((200L, 15L), (shelf.Bytes, source.Forgotten)); // one more went to make room, ten by age
        Assert.Equal(16, Assert.Single(await desk.ListAsync(null, null, null, 10, default)).Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Replays_take_what_is_stored_off_the_shelf_and_note_new_reasons(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var (shelf, desk) = (intake.Get<LetterShelf>(), intake.Get<LetterDesk>());
        await shelf.AddAsync(
            [.. Enumerable.Range(1, 1_200).Select(i => Letter(i, Reasons.Path, intake, i % 100 == 0 ? "m v=zwei 1760000000001" : $"m v={i} {1_760_000_000_000 + i}"))], default);

        var replayed = await desk.ReplayAllAsync(null, null, default);

        Assert.Equal((1_188, 12), (replayed.Stored, replayed.Refused));
        Assert.Equal(1_188, intake.Sink.Samples.Count);
        Assert.Equal(3, intake.Sink.Writes); // 500 letters share a write
        Assert.All(await desk.ListAsync(null, null, null, 100, default), l => Assert.Equal((Reasons.Number, "v: 'zwei' is neither a"), (l.Reason, Sentences.English(l.Detail)[..22])));
        Assert.Equal(12 * 200, shelf.Bytes);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_group_of_letters_is_paged_and_thrown_away_at_once_and_nothing_else(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var (shelf, groups) = (intake.Get<LetterShelf>(), intake.Get<LetterGroups>());
        await shelf.AddAsync([.. Enumerable.Range(1, 6_000).Select(i => Letter(i, Reasons.Syntax, intake))], default);
        await shelf.AddAsync([.. Enumerable.Range(6_001, 25).Select(i => Letter(i, Reasons.Number, intake, source: $"s{i}"))], default);

        var (first, second) = (await groups.ListAsync(null, 1, default), await groups.ListAsync(null, 99, default));
        Assert.Equal((20, 1, 2, 6_025L), (first.Groups.Count, first.Number, first.Pages, first.Letters));
        Assert.Equal((6, 2, "s", 6_000L), (second.Groups.Count, second.Number, second.Groups[^1].Source, second.Groups[^1].Count));
        Assert.Equal(["6025", "6000"], new[] { first.Groups[0], second.Groups[^1] }.Select(g => $"{g.Examples[0].Id}"));

        Assert.Equal(6_000, await groups.DeleteAsync("s", Reasons.Syntax, default));
        Assert.Equal((25 * 200L, 25L), (shelf.Bytes, (await groups.ListAsync(null, 1, default)).Letters));
        Assert.Equal(25, await groups.DeleteAsync(null, Reasons.Number, default));
        Assert.Equal((0L, 0L), (shelf.Bytes, await shelf.LoadAsync(default)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_call_sends_so_many_in_again_and_tells_how_many_wait(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        for (var from = 0; from < 10_500; from += 3_500)
            await intake.Get<LetterShelf>().AddAsync([.. Enumerable.Range(from + 1, 3_500).Select(i => Letter(i, Reasons.Path, intake, $"m v={i} {1_760_000_000_000 + i}"))], default);

        var replayed = await intake.Get<LetterDesk>().ReplayAllAsync("s", Reasons.Path, default);
        Assert.Equal((10_000, 0, 500L), (replayed.Stored, replayed.Refused, replayed.Left));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Counters_that_no_save_reached_are_there_after_a_kill(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var source = intake.Get<SourceBook>().Of("gateway");
        source.Accept(7, 2, 1, intake.Registries.Clock.GetUtcNow());
        source.Reject(3);
        source.Keep();
        intake.Get<SourceSlots>().Dispose(); // the file is free, as after a kill; nothing is saved

        await intake.Registries.RestartAsync();
        await intake.Get<SourceBook>().LoadAsync(default);

        var again = intake.Get<SourceBook>().Find("gateway")!;
        Assert.Equal((7L, 3L, 2L, 1L), (again.Accepted, again.Rejected, again.Late, again.Duplicates));
        Assert.Equal((source.LastSeen, source.FirstSeen), (again.LastSeen, again.FirstSeen));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rules_are_saved_replaced_taken_back_and_read_again(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var book = intake.Get<RuleBook>();
        Assert.Null(await book.LastChangeAsync(default));
        await book.SaveAsync([View("a*", "one/{field}"), View("b*", "two/{field}")], "me", default);
        await book.SaveAsync([View("c*", "three/{field}")], "you", default);
        Assert.Equal("you", (await book.LastChangeAsync(default))!.By);

        Assert.True(await book.UndoAsync(default));
        await intake.Registries.RestartAsync();

        await intake.Get<RuleBook>().LoadAsync(default);
        Assert.Equal(["one/{field}", "two/{field}"], intake.Get<RuleBook>().Current.Rules.Select(rule => RuleView.Of(rule).Path));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Imports_and_formats_are_kept_listed_changed_and_forgotten(Engine engine)
    {
        await using var registries = await Registries.OpenAsync(engine, builder =>
        {
            builder.AddStore();
            ConnectModule.AddTo(builder);
        });
        using var scope = registries.Services.CreateScope();
        var desk = scope.ServiceProvider.GetRequiredService<ImportDesk>();
        var import = await desk.CreateAsync(new MemoryStream("time,v\n2024-01-01T00:00:00Z,1\n"u8.ToArray()), "ä.csv", new(), null, "me", default);
        await desk.ChangeAsync(import, new() { Path = "hall/{column}" }, default);
        Assert.Null(await desk.RunAsync(import, default));

        Assert.Equal("ä.csv", Assert.Single(await desk.ListAsync(10, default)).Name);
        Assert.Equal("ä", Assert.Single(await desk.FormatsAsync(default)).Name);
        Assert.Equal("hall/{column}", (await desk.FindAsync(import.Id, default))!.Format.Path);
        (import.State, import.Samples) = (ImportState.Done, 1);
        Assert.Equal("undo.journal", await desk.UndoAsync(import, default));
        Assert.Null(await desk.DeleteAsync(import, default));
        Assert.Empty(await desk.ListAsync(10, default));
        await using var db = await registries.Get<IDbContextFactory<ConnectDb>>().CreateDbContextAsync();
        var before = registries.Clock.GetUtcNow();
        Assert.Equal(0, await db.Set<FileImport>().Where(i => i.State == ImportState.Proposed && i.CreatedAt < before).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_line_of_10_megabytes_is_passed_over_in_little_memory()
    {
        await using var intake = await Intake.OpenAsync();
        await intake.WriteAsync("m v=1 1760000000000000000\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var written = intake.Get<LineIntake>().ReadAsync(new Endless(10_000_000), new(intake.Source), Precision.Nanoseconds, default);

        Assert.True(written.IsCompletedSuccessfully); // all on this thread, so that its allocations are all there are
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.Equal(Reasons.TooLong, (await written).First.Single().Reason.Code);
    }

    [Fact]
    public async Task When_the_clock_of_the_server_jumps_good_samples_go_on()
    {
        await using var intake = await Intake.OpenAsync(settings: ("connect:NewSignalsPerHour", "2"));
        await intake.WriteAsync("m a=1 1767225600000000000\n"); // 2026-01-01T00:00Z, what the clock says
        intake.Registries.Clock.Advance(TimeSpan.FromHours(-2));
        var ahead = await intake.WriteAsync("m a=2 1767225601000000000\nm a=3\nm b=4\nm c=5\n");
        intake.Registries.Clock.Advance(TimeSpan.FromDays(400));
        var late = await intake.WriteAsync("m a=6 1767225602000000000\nm a=7\n");

        Assert.Equal((3L, 1L, 2L, 0L), (ahead.Stored, ahead.Refused, late.Stored, late.Refused));
        Assert.Equal(Reasons.SignalLimit, ahead.First.Single().Reason.Code);
        Assert.Equal(
            ["m/a@1767225600000000=1", "m/a@1767225601000000=2", "m/a@1767218400000000=3", "m/b@1767218400000000=4", "m/a@1767225602000000=6", "m/a@1801778400000000=7"],
            intake.Stored());
    }

    static RuleView View(string measurement, string path) => new(measurement, null, path, null, null);

    static DeadLetter Letter(long id, string reason, Intake intake, string raw = "x", string source = "s") => new()
    {
        Id = id,
        At = intake.Registries.Clock.GetUtcNow(),
        Source = source,
        Kind = "line",
        Context = "ms",
        Line = id,
        Reason = reason,
        Detail = "…",
        Raw = raw,
        IsBase64 = false,
        IsCut = false,
        Bytes = 200,
    };

    /// <summary>So many letters and no end of line.</summary>
    sealed class Endless(long left) : MemoryStream
    {
        long _left = left;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            return new(count);
        }
    }
}
