using System.Globalization;
using System.Security.Cryptography;
using Werkstrom.Tariff.Index;

namespace Werkstrom.Tests.Tariff.Index;

/// <summary>WGI-1. Luxembourg 2024 is computed anew in Python with sorted lists (bisect), in place of the tree here; mean, least and most share are also those of the facts page.</summary>
public sealed class GreenIndexTests
{
    const string Smard = "energy/smard/quarterly_smard_data_lu_smard_2024_complete.csv";

    static readonly int[] Looked = [0, 1, 95, 1_000, 35_039, 35_040, 35_200, 35_615];

    static readonly string[] Renewable = ["Wasserkraft [MWh]", "Biomasse [MWh]", "Wind Onshore [MWh]", "Photovoltaik [MWh]"];

    [Theory]
    [InlineData(0, 100, 400_000, 400_000)] // all from elsewhere
    [InlineData(100, 100, 0, 1_000_000)]
    [InlineData(300, 100, 0, 1_000_000)] // more than is used is no more than all
    [InlineData(25, 100, 400_000, 550_000)] // 0.25 + 0.75 × 0.4
    [InlineData(1, 3, 0, 333_333)] // rounded down
    [InlineData(1, 3, 1, 333_334)] // 333,333 + (666,667 × 1 + 500,000) / 1,000,000
    [InlineData(0, 0, 0, 1_000_000)] // who uses nothing needs nothing from elsewhere
    [InlineData(9_000_000_000_000_000, 9_000_000_000_000_001, 0, 999_999)] // no overflow
    public void The_share_is_coverage_and_the_rest_of_the_zone(long renewable, long load, int zone, int share) =>
        Assert.Equal(share, new GreenQuarter(renewable, load, zone).Share);

    [Fact]
    public void Carbon_is_weighed_by_coverage() =>
        Assert.Equal(265_000, new GreenQuarter(25, 100, 0).Carbon(local: 40_000, rest: 340_000)); // 0.25 × 40 + 0.75 × 340 g

    [Fact]
    public void A_position_counts_lower_ones_and_half_of_equal_ones()
    {
        GreenQuarter[] shares = [new(5, 10, 0), new(5, 10, 0), new(7, 10, 0), new(1, 10, 0), new(6, 10, 0)];

        // 1/2 of 1; 2/2 of 2; (2 + 1/2) of 3 = 83.3; 1/2 of 4 = 12.5, up; (3 + 1/2) of 5
        Assert.Equal([50, 50, 83, 13, 70], GreenIndex.Of(shares).Select(v => (int)v.Index));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void After_a_past_the_positions_are_the_same(int past)
    {
        int[] shares = [500_000, 500_000, 700_000, 100_000, 600_000], positions = [50, 50, 83, 13, 70]; // as above

        Assert.Equal(positions[past..], GreenIndex.After(shares.AsSpan(0, past), shares.AsSpan(past)).Select(v => (int)v.Index));
    }

    [DataFact(Smard)]
    public void After_a_past_of_Luxembourg_each_value_is_the_same()
    {
        var values = GreenIndex.Of(Luxembourg());
        var shares = values.Select(v => v.Share).ToArray();

        foreach (var past in (int[])[1, 35_039, 35_040, 35_200])
            Assert.Equal(values.Skip(past), GreenIndex.After(shares.AsSpan(0, past), shares.AsSpan(past)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public void A_share_that_cannot_be_is_refused_by_its_place(int share)
    {
        Assert.Contains($"Share 1 of 2 ({share} millionths)", Assert.Throws<ArgumentException>("past", () => GreenIndex.After([0, share], [0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("shares", () => GreenIndex.After([0], [share]));
    }

    [DataFact(Smard)]
    public void Luxembourg_2024_has_the_bits_that_another_program_computes()
    {
        var values = GreenIndex.Of(Luxembourg());
        var year = values.Take(35_136).Select(v => v.Share / 1e6).ToList();

        Assert.Equal((35_616, 0.2254, 0.006423, 0.863636), (values.Count, Math.Round(year.Average(), 4), year.Min(), year.Max()));
        Assert.Equal([50, 75, 48, 56, 1, 1, 51, 96], Looked.Select(t => (int)values[t].Index));
        Assert.Equal((true, false), (values[35_038].IsProvisional, values[35_039].IsProvisional));
        Assert.Equal(
            "0e1ee967709063d17b3d5452f0ff3b9b96a85c348628d55cd443553a5a31f085",
            Convert.ToHexStringLower(SHA256.HashData([.. values.Select(v => v.Index)])));
    }

    [Fact]
    public void What_cannot_be_is_refused_by_its_place()
    {
        var wrong = Assert.Throws<ArgumentException>(() => GreenIndex.Of([new(1, 2, 0), new(-1, 2, 0)]));
        Assert.Contains("Quarter-hour 1 of 2: Renewable generation (-1 Wh)", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GreenIndex.Of([new(1, 2, 1_000_001)]));
    }

    static List<GreenQuarter> Luxembourg()
    {
        var rows = File.ReadLines(SharedData.Path(Smard)).Select(l => l.TrimStart('\uFEFF').Split(';')).ToList();
        var columns = Renewable.Select(r => Array.IndexOf(rows[0], r)).ToArray();
        var load = Array.IndexOf(rows[0], "Gesamtverbrauch (Netzlast) [MWh]");
        return [.. rows.Skip(1).Select(r => new GreenQuarter(columns.Sum(c => Wh(r[c])), Wh(r[load]), 0))];
    }

    static long Wh(string megawattHours) =>
        decimal.TryParse(megawattHours.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'), CultureInfo.InvariantCulture, out var value) ? (long)(value * 1_000_000) : 0;
}
