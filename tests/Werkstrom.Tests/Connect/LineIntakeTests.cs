using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect;

public sealed partial class LineIntakeTests : IAsyncLifetime
{
    const string At = "1760000000000000000"; // 2025-10-09T08:53:20Z

    Intake _intake = null!;

    public async Task InitializeAsync() => _intake = await Intake.OpenAsync();

    public async Task DisposeAsync() => await _intake.DisposeAsync();

    [Fact]
    public async Task Good_lines_are_stored_whatever_their_neighbours_are()
    {
        var tally = await _intake.WriteAsync($"m,s=1 v=1.5 {At}\nbad\nm,s=1 v=2.5 1760000001000000000\r\n# comment\n\nm,s=2 v=abc\nm,s=1 v=3.5 1760000002000000000");

        Assert.Equal(["m/1/v@1760000000000000=1.5", "m/1/v@1760000001000000=2.5", "m/1/v@1760000002000000=3.5"], _intake.Stored());
        Assert.Equal([(2L, Reasons.Syntax), (6L, Reasons.Number)], tally.First.Select(line => (line.Number, line.Reason.Code)));
        Assert.Equal((3, 2), (tally.Stored, tally.Refused));
    }

    [Fact]
    public async Task Every_kind_of_field_is_stored_as_a_number()
    {
        await _intake.WriteAsync($"m f=1e3,i=-7i,u=8u,b=T,s=\"läuft, gut\" {At}\nm s=\"steht\",b=false {At}\nm s=\"läuft, gut\" {At}\nm s=\"steht\" {At}\n");

        Assert.Equal(
            ["m/f=1000", "m/i=-7", "m/u=8", "m/b=1", "m/s=0", "m/s=1", "m/b=0", "m/s=0", "m/s=1"],
            _intake.Stored().Select(s => s.Replace("@1760000000000000", "", StringComparison.Ordinal)));
        Assert.True(_intake.Get<SignalCatalog>().TryGet("m/s", out var state));
        Assert.Equal(SignalKind.State, state.Kind);
        Assert.Equal(["läuft, gut", "steht"], _intake.Get<SignalCatalog>().States(state.Id).OrderBy(s => s.Key).Select(s => s.Value));
    }

    [Theory]
    [InlineData("new v=abc 1760000000000000000")]
    [InlineData("new v=1 1760000000")]
    [InlineData("new v=1 gestern")]
    [InlineData("new v=1 1861920000000000000")] // 2029: ahead
    [InlineData("new v=9007199254740993i 1760000000000000000")]
    public async Task A_line_that_is_refused_makes_no_signal(string line)
    {
        Assert.Equal(1, (await _intake.WriteAsync(line)).Refused);
        Assert.Empty(_intake.Get<SignalCatalog>().All);
        Assert.Empty(_intake.Get<Werkstrom.Kernel.Assets.AssetCatalog>().All);
    }

    [Fact]
    public async Task Of_a_line_only_fields_that_are_stored_make_signals()
    {
        var tally = await _intake.WriteAsync($"new a=1,b=zwei,c=\"{new string('x', 201)}\",d=4 {At}");

        Assert.Equal(["new/a", "new/d"], _intake.Get<SignalCatalog>().All.Select(s => s.Path));
        Assert.Equal(
            "b: 'zwei' is neither a number nor a boolean; a text needs double quotes; c: a text of 201 characters is not a state; at most 200 are kept",
            Assert.Single(tally.First).Reason.Text);
    }

    [Fact]
    public async Task A_field_that_cannot_be_stored_does_not_cost_the_others_of_its_line()
    {
        await _intake.WriteAsync($"m a=1,b=2 {At}");
        var tally = await _intake.WriteAsync($"m a=3,b=\"text\",c=NaN,d=9007199254740993i {At}");

        Assert.Equal(["m/a@1760000000000000=1", "m/b@1760000000000000=2", "m/a@1760000000000000=3"], _intake.Stored());
        Assert.Equal(Reasons.TextOnNumber, Assert.Single(tally.First).Reason.Code);
        Assert.Contains("9007199254740993i", tally.First[0].Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_is_refused_and_the_rest_goes_on()
    {
        var body = Encoding.UTF8.GetBytes($"m v=1 {At}\nm v={new string('9', 10_000_000)}\nm v=2 {At}\n");
        var tally = await _intake.WriteAsync(body);

        Assert.Equal(["m/v@1760000000000000=1", "m/v@1760000000000000=2"], _intake.Stored());
        Assert.Equal((2, Reasons.TooLong), (tally.First[0].Number, Assert.Single(tally.First).Reason.Code));
        Assert.Contains("10000004 bytes", tally.First[0].Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_with_a_control_character_is_refused_by_name_and_the_rest_goes_on()
    {
        var tally = await _intake.WriteAsync($"m s=\"a\u0001b\" {At}\nm v=1 {At}\n");

        Assert.Contains("U+0001", Assert.Single(tally.First).Reason.Text, StringComparison.Ordinal);
        Assert.Equal(["m/v@1760000000000000=1"], _intake.Stored());
    }

    [Theory]
    [InlineData(65_536, 0)]
    [InlineData(65_537, 1)]
    public async Task A_line_may_have_64_kilobytes(int length, int refused)
    {
        var line = $"m v=1 {At}";
        var tally = await _intake.WriteAsync($"m,t={new string('x', 150)} v=1 {At}\n{line}{new string(' ', 1)}\nm,t=1 s=\"{new string('x', length - 9 - 1)}\"\n");

        // a text that long is no state, but it is read; one byte more is not even read
        Assert.Equal(refused == 1 ? Reasons.TooLong : Reasons.StateLong, Assert.Single(tally.First).Reason.Code);
        Assert.Equal(2, _intake.Sink.Samples.Count);
    }

    [Fact]
    public void However_a_body_is_cut_into_reads_the_same_is_stored()
    {
        var lines = string.Concat(Enumerable.Range(0, 200).Select(i => i % 7 == 0
            ? $"bad line {i}\n"
            : FormattableString.Invariant($"m,s={i % 5},x=\\ y\\,z v={i}.5,w={i}i,t=\"a b,{i % 3}\" {1760000000 + i}\r\n")));
        var expected = Once(new MemoryStream(Encoding.UTF8.GetBytes(lines)));
        Prop.ForAll<byte[]>(cuts => expected.SequenceEqual(Once(new CutStream(Encoding.UTF8.GetBytes(lines), cuts))))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task What_the_store_refuses_leaves_no_letters_and_no_counts()
    {
        _intake.Sink.Refuses = new StoreBusyException(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<StoreBusyException>(() => _intake.WriteAsync($"m v=1 {At}\nbad\n"));

        Assert.Equal((0L, 0L), (_intake.Source.Accepted, _intake.Source.Rejected));
        Assert.False(_intake.Get<DeadLetterQueue>().Reader.TryRead(out _));
        _intake.Sink.Refuses = null;
        Assert.Equal(1, (await _intake.WriteAsync($"m v=1 {At}\n")).Stored);
    }

    [Fact]
    public async Task Late_and_repeated_samples_are_stored_and_counted()
    {
        await _intake.WriteAsync($"m v=1 {At}\nm v=2 {At}\nm v=3 1767225600000000000\nm v=4 1767225600000000000\n");

        Assert.Equal((4L, 2L, 2L), (_intake.Source.Accepted, _intake.Source.Late, _intake.Source.Duplicates));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_counts_as_repeated_sample_for_sample()
    {
        var batch = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"m v={i} {1_760_000_000_000_000_000 + (i * 1_000_000_000L)}\n"));
        await _intake.WriteAsync(batch);
        Assert.Equal(0, _intake.Source.Duplicates);
        await _intake.WriteAsync(batch);
        Assert.Equal((2_000L, 1_000L), (_intake.Source.Accepted, _intake.Source.Duplicates));
    }

    [Fact]
    public async Task What_is_sent_again_because_the_store_was_busy_is_no_repetition()
    {
        _intake.Sink.Refuses = new StoreBusyException(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreBusyException>(() => _intake.WriteAsync($"m v=1 {At}\n"));
        _intake.Sink.Refuses = null;
        await _intake.WriteAsync($"m v=1 {At}\n");

        Assert.Equal((1L, 0L), (_intake.Source.Accepted, _intake.Source.Duplicates));
    }

    [Fact]
    public async Task A_burst_of_new_signals_is_limited_and_known_signals_go_on()
    {
        await using var intake = await Intake.OpenAsync(Engine.Sqlite, ("connect:newSignalsPerHour", "50"));
        await intake.WriteAsync($"known v=1 {At}\n");
        var tally = await intake.WriteAsync(
            string.Concat(Enumerable.Range(0, 3_000).Select(i => $"new,i={i} v=1 {At}\nknown v={i} {At}\n")));

        Assert.Equal((2_951, 3_049), (tally.Refused, tally.Stored));
        Assert.Equal(100, tally.First.Count);
        Assert.All(tally.First, line => Assert.Equal(Reasons.SignalLimit, line.Reason.Code));
        Assert.Equal(50, intake.Get<SignalCatalog>().All.Count);
    }

    [Fact]
    public async Task Refused_lines_are_named_in_the_order_of_the_body()
    {
        await _intake.WriteAsync($"m v=1 {At}\n");
        var tally = await _intake.WriteAsync($"m v=\"text\" {At}\nbad\nm v=\"text\" {At}\nbad\n");

        Assert.Equal([1, 2, 3, 4], tally.First.Select(line => line.Number)); // a text is refused later than what cannot be read
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9_000)] // some 300 kB: more than one block
    public async Task A_body_that_breaks_off_leaves_no_signal_without_a_sample(int lines)
    {
        var body = string.Concat(Enumerable.Range(0, lines).Select(i => $"half,m={i} v=1 {At}\n")) + "half,m=x v2=77";
        await Assert.ThrowsAsync<IOException>(() => _intake.WriteAsync(new HalfStream(body)));

        var stored = _intake.Sink.Samples.Select(s => s.Signal).ToHashSet();
        Assert.DoesNotContain(_intake.Get<SignalCatalog>().All, signal => !stored.Contains(signal.Id));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_500)]
    public async Task Json_that_breaks_off_leaves_no_signal_without_a_sample(int entries)
    {
        var body = "[" + string.Concat(Enumerable.Range(0, entries).Select(i => $$"""{"path":"half/{{i}}","value":1},""" + "\n")) + "{\"path\":\"half";
        await Assert.ThrowsAsync<IOException>(() => _intake.Get<Werkstrom.Connect.Json.JsonIntake>().ReadAsync(new HalfStream(body), new(_intake.Source), default));

        var stored = _intake.Sink.Samples.Select(s => s.Signal).ToHashSet();
        Assert.DoesNotContain(_intake.Get<SignalCatalog>().All, signal => !stored.Contains(signal.Id));
    }

    [Fact]
    public async Task Refused_entries_are_named_in_the_order_of_the_body()
    {
        var body = """[{"path":"m/v","value":1},{"path":"m/v","value":"text"},{"value":1},{"path":"m/v","value":["a","b"],"at":[1760000000000,1760000001000]}]""";
        var tally = await _intake.Get<Werkstrom.Connect.Json.JsonIntake>().ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), new(_intake.Source), default);

        Assert.Equal(["1", "2", "3.value[0]", "3.value[1]"], tally.First.Select(one => one.Place));
    }

    [Fact]
    public async Task Lines_of_one_series_keep_their_order_when_one_takes_the_thorough_way()
    {
        await _intake.WriteAsync($"m v=0 {At}\n");
        await _intake.WriteAsync($"m v=1e0 {At}\nm v=2 {At}\nm v=3e0 {At}\nm v=4 {At}\n");

        Assert.Equal([0, 1, 2, 3, 4], _intake.Sink.Samples.Select(s => s.Value));
    }

    static Precision Of(string letters) => PrecisionExtensions.TryParse(letters, out var precision) ? precision : throw new ArgumentException(letters);

    IReadOnlyList<string> Once(Stream body)
    {
        _intake.Sink.Samples.Clear();
        var tally = _intake.WriteAsync(body, Precision.Seconds).GetAwaiter().GetResult();
        // a series' first lines come after those of known series of the block: compare by signal and time
        return [.. _intake.Stored().Order(StringComparer.Ordinal), .. tally.First.Select(line => $"{line.Number}")];
    }

    /// <summary>A body whose sender goes away before its end.</summary>
    sealed class HalfStream(string body) : MemoryStream(Encoding.UTF8.GetBytes(body))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer[..Math.Min(buffer.Length, 4_096)], cancellationToken) is > 0 and var read ? read : throw new IOException("gone");
    }

    sealed class CutStream(byte[] body, byte[] cuts) : MemoryStream(body)
    {
        int _read;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = cuts.Length == 0 ? 7 : 1 + cuts[_read++ % cuts.Length];
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
        }
    }
}
