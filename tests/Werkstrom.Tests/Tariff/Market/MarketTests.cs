using Werkstrom.Tariff.Market;
using Werkstrom.Tariff.Time;
using static Werkstrom.Tests.Tariff.Market.MarketTexts;

namespace Werkstrom.Tests.Tariff.Market;

/// <summary>What foreign texts say: hours become quarter-hours, nulls become gaps, changes of resolution and of the clock are seen.</summary>
public sealed class MarketTests
{
    static readonly int First = AutumnDay.First;
    static readonly int[] Seconds = [0, 3600, 7200, 8100, 10_800, 11_700];

    [Fact]
    public void Energy_Charts_has_hours_and_quarter_hours()
    {
        var answer = EnergyCharts.Read(EnergyChartsText(Autumn, 900, [.. Enumerable.Range(0, 100).Select(i => i == 3 ? "-500.00" : i == 4 ? "4000" : "95.1")]), AutumnDay);
        Assert.True(answer.IsComplete, string.Join('\n', answer.Faults));
        Assert.Equal([9_510, 9_510, 9_510, -50_000, 400_000], Values(answer)[..5]);
        Assert.Equal([1], Only(answer).Steps);
        var hours = EnergyCharts.Read(EnergyChartsText(Autumn, 3600, "1", "2"));
        Assert.Equal([100, 100, 100, 100, 200, 200, 200, 200], Values(hours));
    }

    [Fact]
    public void Energy_Charts_changes_its_resolution_and_has_holes()
    {
        // hours at 0 and 1 h, quarter-hours from 2:00, with 2:30 and 2:45 missing, 3:00 and 3:15
        var text = $$"""{"unix_seconds":[{{string.Join(',', Seconds.Select(s => Autumn + s))}}],"price":[1,2,3,null,5,6],"unit":"EUR/MWh"}""";
        var answer = EnergyCharts.Read(text);
        Assert.Empty(answer.Faults);
        Assert.Equal([100, 100, 100, 100, 200, 200, 200, 200, 300, 500, 600], Values(answer));
        Assert.Equal([new(First + 9, 3)], Only(answer).Gaps);
        Assert.Equal([1, 4], Only(answer).Steps);
    }

    [Fact]
    public void AWATTar_is_hourly()
    {
        var answer = Awattar.Read(AwattarText(Autumn, [.. Enumerable.Repeat("116.57", 24), "null"]), AutumnDay);
        Assert.Empty(answer.Faults);
        Assert.Equal(Enumerable.Repeat(11_657, 96), Values(answer));
        Assert.Equal([new(First + 96, 4)], Only(answer).Gaps);
    }

    [Fact]
    public void Smard_has_nulls_in_the_running_week()
    {
        var answer = SmardChart.Read(SmardText(Autumn, 900, "12.345", "12.344", "null", "null"), MarketUnit.Price);
        Assert.Equal([1_235, 1_234], Values(answer)); // half a hundredth of a €/MWh goes up
        Assert.Equal([new(First + 2, 2)], Only(answer).Gaps);
        Assert.Equal(new(2025, 10, 26, 17, 33, 20, TimeSpan.Zero), answer.Published); // date -d @1761500000
        var hours = SmardChart.Read(SmardText(Autumn, 3600, "0.003", "1"), MarketUnit.Energy);
        Assert.Equal([1, 1, 1, 0, 250, 250, 250, 250], Values(hours)); // 3 kWh of an hour
    }

    [Fact]
    public void GruenstromIndex_has_nulls_and_says_when_it_was_made()
    {
        var answer = GruenstromIndex.Read(GsiText(Autumn, "\"gsi\":75.05,\"eevalue\":79", "\"gsi\":null,\"eevalue\":68"));
        Assert.Empty(answer.Faults);
        var (index, green) = (answer.Series[0], answer.Series[1]);
        Assert.Equal([7_505, 7_505, 7_505, 7_505], index.Values.Values);
        Assert.Equal([new(First + 4, 4)], index.Gaps);
        Assert.Equal(6_800, green.Values[First + 7]);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_761_400_000), answer.Published);
    }

    [Fact]
    public void Tibber_has_today_and_tomorrow()
    {
        var answer = Tibber.Read(TibberText("2025-10-26T02:00:00.000+02:00=0.3123 2025-10-26T02:00:00.000+01:00=0.2 2025-10-26T03:00:00.000+01:00=-0.01", ""));
        Assert.Empty(answer.Faults);
        Assert.Equal([31_230, 20_000, -1_000], Values(answer).Where((_, i) => i % 4 == 0));
        Assert.Equal(First + 8, Only(answer).Values.Keys.Min());
    }

    [Fact]
    public void Entsoe_repeats_what_is_missing_up_to_the_end_of_a_long_day()
    {
        var answer = Entsoe.Read(EntsoeText(Series("2025-10-25T22:00Z", "2025-10-26T23:00Z", "PT15M", 1, (1, "95.10"), (2, "-3"), (4, "7.5"), (98, "8"))), AutumnDay);
        Assert.True(answer.IsComplete, string.Join('\n', answer.Faults));
        var values = Values(answer);
        Assert.Equal(100, values.Length);
        Assert.Equal([9_510, -300, -300, 750, 750], values[..5]);
        Assert.Equal([750, 800, 800, 800], values[96..]);
        Assert.Equal(new(2025, 10, 25, 11, 0, 0, TimeSpan.Zero), answer.Published);
        var spring = GermanTime.Day(new(2025, 3, 30));
        Assert.Equal(92, Values(Entsoe.Read(EntsoeText(Series("2025-03-29T23:00Z", "2025-03-30T22:00Z", "PT60M", 1, (1, "1"))), spring)).Length);
    }

    [Fact]
    public void Entsoe_takes_the_first_auction_and_the_finest_resolution()
    {
        const string From = "2025-10-25T22:00Z", Until = "2025-10-26T00:00Z";
        var answer = Entsoe.Read(EntsoeText(
            Series(From, Until, "PT15M", 2, (1, "99")), Series(From, Until, "PT60M", 1, (1, "10"), (2, "20")), Series(From, "2025-10-25T23:00Z", "PT15M", 1, (1, "11"), (3, "12"))));
        Assert.Empty(answer.Faults);
        Assert.Equal([1_100, 1_100, 1_200, 1_200, 2_000, 2_000, 2_000, 2_000], Values(answer));
        Assert.Equal([1, 4], Only(answer).Steps);
    }

    [Fact]
    public void Smard_csv_has_the_hour_twice()
    {
        var answer = SmardCsv.Read("""
            Datum von;Datum bis;Biomasse [MWh] Originalauflösungen;Deutschland/Luxemburg [€/MWh] Originalauflösungen
            26.10.2025 01:45;26.10.2025 02:00;1.234,5;1,5
            26.10.2025 02:00;26.10.2025 02:15;2;-
            26.10.2025 02:15;26.10.2025 02:30;3;-3,25
            26.10.2025 02:30;26.10.2025 02:45;4;4
            26.10.2025 02:45;26.10.2025 02:00;5;5
            26.10.2025 02:00;26.10.2025 02:15;6;6
            26.10.2025 02:15;26.10.2025 02:30;7;7
            """);
        Assert.Empty(answer.Faults);
        Assert.Equal(["Biomasse", "Deutschland/Luxemburg"], answer.Series.Select(s => s.Name));
        Assert.Equal([1_234_500, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000], answer.Series[0].Values.OrderBy(v => v.Key).Select(v => v.Value));
        Assert.Equal(First + 7, answer.Series[0].Values.Keys.Min());
        Assert.Equal([new(First + 8, 1)], answer.Series[1].Gaps);
        Assert.Equal(-325, answer.Series[1].Values[First + 9]);
    }

    [DataFact("energy/smard")]
    public async Task The_year_of_Luxembourg_is_read_with_both_changes_of_the_clock()
    {
        var answer = SmardCsv.Read(await File.ReadAllTextAsync(SharedData.Path("energy/smard/quarterly_smard_data_lu_smard_2024_complete.csv")));
        var year = GermanTime.Year(2024);
        var load = answer.Series.Single(s => s.Name == "Gesamtverbrauch (Netzlast)");
        Assert.Equal(35_616, load.Values.Count); // rows of the file
        Assert.Equal((year.First, 105_750), (load.Values.Keys.Min(), load.Values[year.First]));
        Assert.Empty(load.Gaps);
        // 27 October, 02:00 for the first and the second time (lines 28806 and 28810)
        var autumn = GermanTime.Day(new(2024, 10, 27)).First;
        Assert.Equal((107_250, 104_000), (load.Values[autumn + 8], load.Values[autumn + 12]));
        // facts/energy.md: six missing values, all "Sonstige Konventionelle"
        Assert.Equal(6, answer.Series.Sum(s => s.Gaps.Sum(g => g.Count)));
        Assert.Equal(6, answer.Series.Single(s => s.Name == "Sonstige Konventionelle").Gaps.Sum(g => g.Count));
    }
}
