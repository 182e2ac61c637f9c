using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Connect;

/// <summary>Timestamps of lines: their precision, and those that cannot be.</summary>
public sealed partial class LineIntakeTests
{
    [Theory]
    [InlineData("ns", "1760000000123456789", 1760000000123456)]
    [InlineData("us", "1760000000123456", 1760000000123456)]
    [InlineData("ms", "1760000000123", 1760000000123000)]
    [InlineData("s", "1760000000", 1760000000000000)]
    [InlineData("m", "29333333", 1759999980000000)]
    [InlineData("h", "488888", 1759996800000000)]
    public async Task A_timestamp_is_read_by_its_precision(string precision, string time, long micros)
    {
        await _intake.WriteAsync($"m v=1 {time}\nm v=2 {time}\n", Of(precision));

        Assert.Equal([$"m/v@{micros}=1", $"m/v@{micros}=2"], _intake.Stored());
    }

    [Fact]
    public async Task A_line_without_a_timestamp_gets_the_time_of_the_server()
    {
        await _intake.WriteAsync("m v=1\nm v=2   \n");

        Assert.Equal(["m/v@1767225600000000=1", "m/v@1767225600000000=2"], _intake.Stored());
    }

    [Theory]
    [InlineData("ns", "1760000000", Reasons.TimePrecision)]
    [InlineData("ns", "1760000000123", Reasons.TimePrecision)]
    [InlineData("s", "1760000000123456789", Reasons.TimePrecision)]
    [InlineData("s", "1760000000123", Reasons.TimePrecision)]
    [InlineData("ns", "-1", Reasons.TimeRange)]
    [InlineData("h", "9223372036854775807", Reasons.TimeRange)]
    [InlineData("s", "1767399999", Reasons.TimeAhead)]
    [InlineData("ns", "17600000000000000000000", Reasons.Time)]
    [InlineData("ns", "1.5", Reasons.Time)]
    [InlineData("ns", "gestern", Reasons.Time)]
    public async Task A_timestamp_that_cannot_be_is_refused_with_the_reason(string precision, string time, string code)
    {
        var tally = await _intake.WriteAsync($"m v=1 {time}", Of(precision));

        Assert.Equal(code, Assert.Single(tally.First).Reason.Code);
        Assert.Empty(_intake.Sink.Samples);
    }

    [Theory]
    [InlineData("ns", "1", "timestamp 1 is 1 ns after 1970-01-01: is another precision meant (precision=s, ms, us or ns)? Data from before 1971 comes in by file")]
    [InlineData("s", "31535999", "timestamp 31535999 is implausible as s; as m it is 2029-12-16T23:59:00Z: is the precision right?")]
    [InlineData("ns", "1760000000", "timestamp 1760000000 is implausible as ns; as s it is 2025-10-09T08:53:20Z: is the precision right?")]
    public async Task Before_1971_a_timestamp_is_refused_for_its_precision_in_words(string precision, string time, string words)
    {
        _intake.Registries.Clock.Advance(TimeSpan.FromDays(365 * 5));
        var tally = await _intake.WriteAsync($"press,line=l1 t=1 {time}", Of(precision));

        Assert.Equal((Reasons.TimePrecision, words), (Assert.Single(tally.First).Reason.Code, tally.First[0].Reason.Text));
        Assert.Empty(_intake.Get<SignalCatalog>().All);
        Assert.Equal(1, (await _intake.WriteAsync("press,line=l1 t=1 31536000", Precision.Seconds)).Stored); // 1971-01-01
    }
}
