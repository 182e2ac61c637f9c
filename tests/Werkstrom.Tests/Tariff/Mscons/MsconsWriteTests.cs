using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Mscons;

/// <summary>What is written is read again, by us and by another.</summary>
public sealed class MsconsWriteTests
{
    const string Place = "51238696781"; // a delivery point with the check digit 1: (5+2+8+9+7) + 2·(1+3+6+6+8) = 79
    static readonly MsconsOrder Order = new("9900000000001", "4012345678901", "WS1", new(2026, 11, 22, 13, 0, 0, default));

    [Theory]
    [InlineData("41373559241", true)] // 17 + 2·26 = 69 → 1
    [InlineData("41373559240", false)]
    [InlineData("51238696781", true)]
    [InlineData("01238696781", false)]
    [InlineData("5123869678", false)]
    [InlineData("5123869678a", false)]
    public void A_delivery_point_has_a_check_digit(string id, bool holds) => Assert.Equal(holds, MarketIds.IsDeliveryPoint(id));

    [Theory]
    [InlineData(5123869678, "51238696781")] // the example of BDEW's paper on ids
    [InlineData(1000000001, "10000000017")] // 1 + 2 x 1 = 3: 7 fills it up to 10
    [InlineData(1000000008, "10000000083")] // 1 + 2 x 8 = 17: 3
    public void The_check_digit_is_made_of_the_ten_before_it(long digits, string id) => Assert.Equal(id, MarketIds.DeliveryPoint(digits));

    [Theory]
    [InlineData("DE00056266802AO6G56M11SN51G21M24S", true)]
    [InlineData("AT00056266802AO6G56M11SN51G21M24S", false)]
    [InlineData("DE0005626680XAO6G56M11SN51G21M24S", false)]
    [InlineData("DE00056266802AO6G56M11SN51G21M24s", false)]
    [InlineData("DE00056266802AO6G56M11SN51G21M24", false)]
    public void A_meter_point_has_33_characters(string id, bool holds) => Assert.Equal(holds, MarketIds.IsMeterPoint(id));

    [Theory]
    [InlineData(2025, 3, 30, 92, "202503292300+00", "202503302200+00")]
    [InlineData(2025, 10, 26, 100, "202510252200+00", "202510262300+00")]
    [InlineData(2025, 11, 3, 96, "202511022300+00", "202511032300+00")]
    public void A_day_keeps_its_quarter_hours(int year, int month, int day, int count, string from, string end)
    {
        var range = GermanTime.Day(new(year, month, day));
        int[] wh = [.. Enumerable.Range(0, range.Count).Select(i => i * 7)];
        var text = Order.Write([new(Place, "1-1:1.29.0", range.First, wh)]);
        var file = MsconsReader.Read(text);
        Assert.Empty(file.Faults);
        var place = Assert.Single(Assert.Single(file.Messages).Places);
        Assert.Equal([from, end], place.Segments.Where(s => s.Tag == "DTM").Select(s => s[0, 1]));
        Assert.Equal(count, place.Series[0].Values.Count);
        Assert.Equal(wh.Select((w, i) => (range.First + i, (long)w, true)), place.Series[0].Values.Select(v => (v.Quarter, v.Thousandths, v.IsQuarter)));
    }

    [Fact]
    public void A_year_is_split_by_month()
    {
        var year = GermanTime.Year(2025);
        var wh = new int[year.Count];
        var file = MsconsReader.Read(Order.Write([new(Place, "1-1:1.29.0", year.First, wh)]));
        Assert.Empty(file.Faults);
        // 31 days × 96 = 2,976; March loses an hour, October wins one
        Assert.Equal([2976, 2688, 2972, 2880, 2976, 2880, 2976, 2976, 2880, 2980, 2880, 2976], file.Messages.Select(m => m.Places[0].Series[0].Values.Count));
        Assert.Equal(35_040, file.ValueCount);
    }

    [Theory]
    [InlineData(":+.? '")]
    [InlineData(":+,? '")]
    [InlineData("|!,\\ ~")]
    public void Any_service_characters_go_round(string una)
    {
        EdifactMarks marks = new((byte)una[0], (byte)una[1], (byte)una[2], (byte)una[3], (byte)una[5]);
        MsconsSegment head = new("UNB", ["UNOC", "3"], ["9900000000001", "500"], ["4012345678901", "14"], ["261122", "1300"], ["A?'+:"]);
        MsconsMessage message = new(
            [new("UNH", ["1"], ["MSCONS", "D", "04B", "UN", "2.4c"]), new("BGM", ["7"], ["ä|!~\\'?"], ["9"]), new("DTM", ["137", "202611221300+00", "303"]),
                new("NAD", ["MS"], ["9900000000001"]), new("NAD", ["MR"], ["4012345678901"])],
            [new([new("LOC", ["172"], [Place])], [new([new("LIN", ["1"])], [new(0, 15, 1_234, MsconsStatus.Forecast), new(15, 30, -1, MsconsStatus.True)], [new(1, new("STS", ["?'"]))], "KWH")])], 0);
        var text = MsconsWriter.Write(head, [message], marks);
        var file = MsconsReader.Read(text);
        Assert.Empty(file.Faults);
        Assert.Equal((marks, "A?'+:", "ä|!~\\'?"), (file.Marks, file.Reference, file.Messages[0].Number));
        var series = file.Messages[0].Places[0].Series[0];
        Assert.Equal([new(0, 15, 1_234, MsconsStatus.Forecast), new(15, 30, -1, MsconsStatus.True)], series.Values);
        Assert.Equal(("KWH", "?'"), (series.Unit, series.Details[0].Segment[0]));
        Assert.Equal(text, MsconsWriter.Write(file.Head!, file.Messages, marks));
    }

    [Fact]
    public async Task A_stream_in_pieces_reads_as_the_whole()
    {
        var text = Order.Write([.. Enumerable.Range(0, 3).Select(i => new MsconsDelivery(Place, "1-1:1.29.0", i * 12_000, [.. Enumerable.Range(0, 12_000)]))]);
        List<MsconsMessage> taken = [];
        var file = await MsconsReader.ReadAsync(new Pieces(text), taken.Add, default);
        var whole = MsconsReader.Read(text);
        Assert.Equal((0, 36_000, 0), (file.Faults.Count, file.ValueCount, file.Messages.Count));
        Assert.Equal(whole.Messages.SelectMany(m => m.Places[0].Series[0].Values), taken.SelectMany(m => m.Places[0].Series[0].Values));
    }

    [Fact]
    public async Task A_stream_without_end_of_segment_is_given_up()
    {
        var text = new byte[3 << 20];
        "UNB+UNOC:3"u8.CopyTo(text);
        text.AsSpan(10).Fill((byte)'x');
        var file = await MsconsReader.ReadAsync(new MemoryStream(text), null, default);
        Assert.Contains("No segment ends within 1048576 bytes.", file.Faults.Select(f => f.Text));
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Order.Write([new("51238696782", "1-1:1.29.0", 0, [1])]));
        Assert.Throws<ArgumentException>(() => Order.Write([new(Place, "1-1:1.29.0", 0, [])]));
        Assert.Throws<ArgumentException>(() => (Order with { Sender = "1" }).Write([]));
        Assert.Throws<ArgumentException>(() => Order.Write([new(Place, "1-1:Ω", 0, [1])]));
        Assert.Throws<ArgumentException>(() => Order.Write([], new((byte)'+', (byte)'+', (byte)'.', (byte)'?', (byte)'\'')));
    }

    [Fact]
    public async Task Another_parser_reads_what_is_written()
    {
        var range = GermanTime.Day(new(2025, 10, 26));
        var path = Path.Combine(Path.GetTempPath(), $"werkstrom-{Guid.NewGuid():N}.edi");
        await File.WriteAllBytesAsync(path, Order.Write([new(Place, "1-1:1.29.0", range.First, [.. Enumerable.Range(1, range.Count)])]));
        try
        {
            var said = await RunAsync(path);
            // UNB, UNH, BGM, DTM, RFF, NAD, NAD, UNS, NAD, LOC, DTM, DTM, LIN, PIA, 100 × (QTY, DTM, DTM), UNT, UNZ
            Assert.Equal(316, said.GetArrayLength());
            Assert.Equal("1-1:1.29.0", said[13].GetProperty("elements")[1][0].GetString());
            var values = said.EnumerateArray().Where(s => s.GetProperty("name").GetString() == "QTY").Select(s => s.GetProperty("elements")[0]).ToArray();
            Assert.Equal(Enumerable.Range(1, 100).Select(i => $"220 {i / 1000m:0.###}"), values.Select(v => $"{v[0].GetString()} {v[1].GetString()}"));
            Assert.Equal("202510262300+00", said[313].GetProperty("elements")[0][1].GetString());
            Assert.Equal(["314", "1"], said[314].GetProperty("elements").EnumerateArray().Select(e => e[0].GetString()!)); // 316 without UNB and UNZ
        }
        finally
        {
            File.Delete(path);
        }
    }

    static async Task<JsonElement> RunAsync(string path, [CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(here, "../../../../clients"));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "edifact.mjs"), path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2));
        var (words, errors) = (node.StandardOutput.ReadToEndAsync(limit.Token), node.StandardError.ReadToEndAsync(limit.Token));
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<JsonElement>(await words);
    }

    /// <summary>Gives at most 1,013 bytes at a time, a prime, so that pieces end anywhere.</summary>
    sealed class Pieces(byte[] text) : MemoryStream(text)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1_013, buffer.Length)], cancellationToken);
    }
}
