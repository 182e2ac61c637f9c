using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>A long past is read in blocks that hold about as much as was asked for, and together hold everything once.</summary>
public sealed class BlockQueryTests
{
    const long Second = Micros.PerSecond, Minute = Micros.PerMinute, Hour = Micros.PerHour;

    [Fact]
    public async Task Blocks_end_at_full_steps_and_together_hold_every_good_sample_once()
    {
        using Tables tables = new();
        // an hour of minutes, then an hour of seconds: closed and open days and one late
        tables.Close([.. Enumerable.Range(0, 60).Select(i => (i * Minute, (double)i, i == 5 ? Quality.Bad : Quality.Good))]);
        for (var i = 0; i < 3_600; i++)
            tables.Hot(Hour + (i * Second), i);
        tables.Late(7 * Minute, 777);

        var (read, blocks) = await AllAsync(tables, tables.Signal, most: 400);

        Assert.Equal(tables.Truth, read);
        Assert.Equal(3_659, read.Count);
        Assert.All(blocks[..^1], b => Assert.Equal(0, b.ToMicros % Minute));
        Assert.All(blocks, b => Assert.True(b.Series[0].Count <= 400));
        Assert.InRange(blocks.Count, 10, 40);
    }

    [Fact]
    public async Task A_step_that_holds_more_than_was_asked_for_is_one_block()
    {
        using Tables tables = new();
        for (var i = 0; i < 120; i++)
            tables.Hot(i * Second, i);

        var (read, blocks) = await AllAsync(tables, tables.Signal, most: 10);

        Assert.Equal([60, 60], blocks.Take(2).Select(b => b.Series[0].Count));
        Assert.Equal(120, read.Count);
    }

    [Fact]
    public async Task Values_come_in_the_shown_unit_and_an_unknown_signal_has_none()
    {
        using Tables tables = new();
        tables.Hot(Second, 100);
        Signal shown = new() { Id = tables.Signal.Id, AssetId = 1, Name = "t", Path = "w/t", Factor = 1.8, Offset = 32 };

        var block = await tables.ReadAsync(c => BlockQuery.Read(c, [null, shown], Span(0, Hour), Second, 10));

        Assert.Equal([0, 1], block.Series.Select(s => s.Count));
        Assert.Equal([212.0], block.Series[1].Values);
        Assert.Equal(Hour, block.ToMicros);
    }

    static async Task<(List<(long, double)> Read, List<SampleBlock> Blocks)> AllAsync(Tables tables, Signal signal, int most)
    {
        List<(long, double)> read = [];
        List<SampleBlock> blocks = [];
        for (var from = 0L; from < 2 * Hour;)
        {
            var start = from;
            var block = await tables.ReadAsync(c => BlockQuery.Read(c, [signal], Span(start, 2 * Hour), Minute, most));
            Assert.True(block.ToMicros > from);
            read.AddRange(block.Series[0].Instants.Zip(block.Series[0].Values));
            blocks.Add(block);
            from = block.ToMicros;
        }

        return (read, blocks);
    }

    static TimeRange Span(long from, long to) => new(Micros.ToInstant(from), Micros.ToInstant(to));
}
