using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Tests.Store;

public sealed class LogTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("werkstrom-log").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_frame_cut_at_any_byte_is_cut_off_and_the_frames_before_it_stay()
    {
        Append(Frame(0, 3), Frame(3, 2));
        var whole = File.ReadAllBytes(PathOf(0));
        var first = LogFrame.SizeOf(3);
        for (var length = first; length < whole.Length; length++)
        {
            File.WriteAllBytes(PathOf(0), whole[..length]);
            var reader = new LogReader(_folder, NullLogger.Instance);
            Assert.Equal([(0L, 3)], Read(reader, 0));
            Assert.Equal((0, 0L, 3L), (reader.Corrupt, reader.Lost, reader.End));
            Assert.Equal(first, new FileInfo(PathOf(0)).Length);
        }
    }

    [Fact]
    public void A_frame_of_zeros_or_of_old_bytes_at_the_end_is_cut_off()
    {
        Append(Frame(0, 3));
        using (var file = new FileStream(PathOf(0), FileMode.Append))
            file.Write(new byte[4096]);
        Assert.Equal([(0L, 3)], Read(new LogReader(_folder, NullLogger.Instance), 0));
    }

    [Fact]
    public void Room_behind_the_frames_is_used_up_cut_off_at_the_end_and_after_a_crash_by_the_reader()
    {
        var whole = LogFrame.SizeOf(3) + LogFrame.SizeOf(2);
        byte[] crashed;
        using (var log = new IngestLog(_folder, 64 << 20))
        {
            log.Append(Frame(0, 3));
            var made = new FileInfo(PathOf(0)).Length;
            log.Append(Frame(3, 2));
            Assert.Equal(LogFrame.SizeOf(3) + 1_048_576, made);
            Assert.Equal(made, new FileInfo(PathOf(0)).Length);
            Assert.Equal([(PathOf(0), (long)whole)], log.Files());
            using var file = new FileStream(PathOf(0), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            crashed = new byte[file.Length];
            file.ReadExactly(crashed);
        }

        Assert.Equal(whole, new FileInfo(PathOf(0)).Length);
        File.WriteAllBytes(PathOf(0), crashed);
        var reader = new LogReader(_folder, NullLogger.Instance);
        Assert.Equal([(0L, 3), (3L, 2)], Read(reader, 0));
        Assert.Equal((0, 0L, 5L), (reader.Corrupt, reader.Lost, reader.End));
        Assert.Equal(whole, new FileInfo(PathOf(0)).Length);
    }

    [Fact]
    public void A_frame_torn_within_the_room_is_cut_off()
    {
        Append(Frame(0, 3), Frame(3, 2));
        var bytes = File.ReadAllBytes(PathOf(0));
        var first = LogFrame.SizeOf(3);
        for (var torn = first; torn < bytes.Length; torn++)
        {
            File.WriteAllBytes(PathOf(0), [.. bytes.AsSpan(0, torn), .. new byte[4096]]);
            var reader = new LogReader(_folder, NullLogger.Instance);
            // the frame ends in the zeros that pad its qualities: without them it is whole
            if (bytes.AsSpan(torn).ContainsAnyExcept((byte)0))
                Assert.Equal([(0L, 3)], Read(reader, 0));
            else
                Assert.Equal([(0L, 3), (3L, 2)], Read(reader, 0));
            Assert.Equal((0, 0L), (reader.Corrupt, reader.Lost));
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_a_frame_is_found()
    {
        using var frame = new Returned(Frame(7, 2));
        var bytes = frame.Frame.Bytes.ToArray();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(LogFrame.Read(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_damaged_frame_in_the_middle_is_reported_kept_aside_and_the_rest_is_read()
    {
        Append(Frame(0, 3), Frame(3, 2), Frame(5, 4));
        var bytes = File.ReadAllBytes(PathOf(0));
        bytes[LogFrame.SizeOf(3) + 40] ^= 1;
        File.WriteAllBytes(PathOf(0), bytes);
        var reader = new LogReader(_folder, NullLogger.Instance);
        Assert.Equal([(0L, 3), (5L, 4)], Read(reader, 0));
        Assert.Equal((1, 2L), (reader.Corrupt, reader.Lost));
        Assert.Equal(bytes, File.ReadAllBytes($"{PathOf(0)}.corrupt"));
    }

    [Fact]
    public void What_was_refused_and_left_behind_is_outranked_by_the_next_file()
    {
        Append(Frame(0, 3), Frame(3, 2));
        using (var next = new IngestLog(_folder, 1 << 20))
            next.Append(Frame(3, 4));
        Assert.Equal([(0L, 3), (3L, 4)], Read(new LogReader(_folder, NullLogger.Instance), 0));
    }

    [Fact]
    public void Reading_begins_at_the_frame_that_holds_the_position()
    {
        Append(Frame(0, 3), Frame(3, 2), Frame(5, 4));
        Assert.Equal([(3L, 2), (5L, 4)], Read(new LogReader(_folder, NullLogger.Instance), 4));
        Assert.Empty(Read(new LogReader(_folder, NullLogger.Instance), 9));
    }

    [Fact]
    public void Files_are_dropped_once_all_of_them_is_elsewhere_and_not_while_held()
    {
        using var log = new IngestLog(_folder, segmentBytes: 1);
        log.Append(Frame(0, 3));
        log.Append(Frame(3, 2));
        log.Append(Frame(5, 4));
        log.Hold(true);
        log.DropBelow(9);
        Assert.Equal(3, IngestLog.FilesIn(_folder).Count);
        log.Hold(false);
        log.DropBelow(4);
        Assert.Equal([3L, 5L], IngestLog.FilesIn(_folder).Select(f => f.First));
        log.DropBelow(9);
        Assert.Equal([5L], IngestLog.FilesIn(_folder).Select(f => f.First));
        log.DropAll();
        Assert.Empty(IngestLog.FilesIn(_folder));
    }

    [Fact]
    public void Columns_come_back_as_they_were_written() => Check.QuickThrowOnFailure(Prop.ForAll<(int Signal, long Instant, double Value, byte Quality)[]>(samples =>
    {
        if (samples.Length == 0)
            return;
        var batch = new SampleBatch();
        foreach (var (signal, instant, value, quality) in samples)
            batch.Add(signal, instant, value, quality);
        using var written = new Returned(LogFrame.Rent(11, batch.Count));
        written.Frame.Put(0, batch);
        written.Frame.Seal();
        using var read = new Returned(LogFrame.Read(written.Frame.Bytes)!);
        Assert.Equal(samples.Select(s => s.Signal), read.Frame.Signals.ToArray());
        Assert.Equal(samples.Select(s => s.Instant), read.Frame.Instants.ToArray());
        Assert.Equal(samples.Select(s => s.Value), read.Frame.Values.ToArray());
        Assert.Equal(samples.Select(s => s.Quality), read.Frame.Qualities.ToArray());
    }));

    static LogFrame Frame(long position, int count)
    {
        var frame = LogFrame.Rent(position, count);
        for (var i = 0; i < count; i++)
            (frame.Signals[i], frame.Instants[i], frame.Values[i], frame.Qualities[i]) = (1, 1000 + position + i, 0.5, 192);
        frame.Seal();
        return frame;
    }

    static (long, int)[] Read(LogReader reader, long from) => [.. reader.ReadFrom(from).Select(f => (f.Position, f.Count))];

    void Append(params LogFrame[] frames)
    {
        using var log = new IngestLog(_folder, 1 << 20);
        foreach (var frame in frames)
            log.Append(frame);
    }

    string PathOf(long position) => IngestLog.PathOf(_folder, position);

    sealed record Returned(LogFrame Frame) : IDisposable
    {
        public void Dispose() => Frame.Return();
    }
}
