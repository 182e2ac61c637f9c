using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Files;
using static Werkstrom.Connect.Import.Reading.ColumnRole;

namespace Werkstrom.Tests.Connect.Import;

/// <summary>Real files; the expected numbers were counted with shell tools (cut, sort, uniq, awk), not with this code.</summary>
public sealed class RealFilesTests
{
    const string Nab = "nab/data/realKnownCause/machine_temperature_system_failure.csv";
    const string Bearing = "bearing/ims_test2_10min.csv";
    const string Smard = "energy/smard/quarterly_smard_data_lu_smard_2024_complete.csv";
    const string Prices = "energy/smard/costs_2024-hour-price.csv";
    const string Engines = "cmapss/train_FD001.txt.gz";
    const string Profiles = "energy/load-profiles";
    const string Germany = "energy/germany-hourly/generation_load_price_2024-01_2025-06.csv";

    [DataFact(Nab)]
    public void Machine_temperature_has_22695_rows_and_twelve_instants_twice()
    {
        var read = Reading.Of(SharedData.Path(Nab));

        Assert.Equal([Time, Value], read.Roles);
        Assert.Equal(["machine_temperature_system_failure/value"], read.Paths);
        Assert.Equal((22_695, 22_695, 22_683), (read.Rows, read.Points.Count, read.Points.Select(p => p.Instant).Distinct().Count()));
        Assert.Empty(read.Problems);
        Assert.Equal("2013-12-02 20:15:00", Reading.Utc(read.Points[0].Instant)); // 21:15 in Berlin in winter
        Assert.Equal(73.96732207, read.Points[0].Value);
        Assert.Equal(96.90386085, read.Points[^1].Value);
    }

    [DataFact(Bearing)]
    public void Bearing_stamps_with_dots_and_a_row_number_without_header()
    {
        var read = Reading.Of(SharedData.Path(Bearing));

        Assert.Equal([ColumnRole.Index, Time, Value, Value, Value, Value], read.Roles);
        Assert.Equal("yyyy.MM.dd.HH.mm.ss", read.Format.Time!.Pattern);
        Assert.Equal((984, 3_936), (read.Rows, read.Points.Count));
        Assert.Empty(read.Problems);
        Assert.Equal(0.05833287758191331, read.At("ims_test2_10min/Bearing 1", "2004-02-12T09:32:39"));
        Assert.Equal(0.0016985204355680142, read.At("ims_test2_10min/Bearing 4", "2004-02-19T05:22:39"));
    }

    [DataFact(Smard)]
    public void German_quarter_hours_with_both_changes_of_the_clock()
    {
        var read = Reading.Of(SharedData.Path(Smard));

        Assert.Equal([Ignored, Ignored, Time, Value, Value, Value, Value, Value, Value, Value, Value], read.Roles);
        Assert.Equal((';', ','), (read.Format.Delimiter, read.Format.Numbers.Decimal));
        Assert.Equal((35_616, 6, 8), (read.Rows, read.Missing, read.Doubtful));
        Assert.Equal((35_616 * 8) - 6, read.Points.Count);
        Assert.Empty(read.Problems);
        Assert.Equal("MW.h", read.Series[0].Unit);
        Assert.Equal(35_616, read.Points.Where(p => p.Series == 0).Select(p => p.Instant).Distinct().Count());
        // 2024-10-27;02:15 twice: hydro 2,25 in summer time, 2,5 in winter time
        Assert.Equal(2.25, read.At("quarterly_smard_data_lu_smard_2024_complete/Wasserkraft", "2024-10-27T00:15:00"));
        Assert.Equal(2.5, read.At("quarterly_smard_data_lu_smard_2024_complete/Wasserkraft", "2024-10-27T01:15:00"));
        Assert.Equal(105.75, read.At("quarterly_smard_data_lu_smard_2024_complete/Gesamtverbrauch (Netzlast)", "2023-12-31T23:00:00"));
    }

    [DataFact(Prices)]
    public void Prices_with_a_column_of_zone_names()
    {
        var read = Reading.Of(SharedData.Path(Prices));

        Assert.Equal([Time, Ignored, Ignored, Zone, Ignored, Ignored, Value], read.Roles);
        Assert.Equal((8_808, 8_808), (read.Rows, read.Points.Select(p => p.Instant).Distinct().Count()));
        Assert.Empty(read.Problems);
        Assert.Equal(8.223, read.At("costs_2024-hour-price/price", "2024-10-27T00:00:00"));
        Assert.Equal(8.043, read.At("costs_2024-hour-price/price", "2024-10-27T01:00:00"));
    }

    [DataFact(Engines)]
    public void Engines_count_cycles_and_each_is_its_own_asset()
    {
        var read = Reading.Of(SharedData.Path(Engines), f => f with { Time = f.Time! with { Start = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), StepSeconds = 3_600 } });

        Assert.Equal([Asset, Cycle, .. Enumerable.Repeat(Value, 24)], read.Roles);
        Assert.Equal((' ', 0), (read.Format.Delimiter, read.Format.HeaderLine));
        Assert.Equal((20_631, 20_631 * 24, 100 * 24), (read.Rows, read.Points.Count, read.Series.Count));
        Assert.Empty(read.Problems);
        Assert.Equal("train_FD001/1/column 03", read.Series[0].Path);
        Assert.Equal(643.54, read.At("train_FD001/1/column 07", "2020-01-09T00:00:00")); // cycle 192 of engine 1, the 7th column
        Assert.Equal(23.0522, read.At("train_FD001/100/column 26", "2020-01-09T08:00:00")); // cycle 200 of engine 100
    }

    [DataFact(Profiles)]
    public void Load_profiles_with_offsets()
    {
        foreach (var file in Directory.GetFiles(SharedData.Path(Profiles), "*.csv", SearchOption.AllDirectories))
        {
            var read = Reading.Of(file);
            Assert.Equal("UTC", read.Format.Time!.Zone);
            Assert.Equal(35_040, read.Points.Where(p => p.Series == 0).Select(p => p.Instant).Distinct().Count());
            Assert.Empty(read.Problems);
        }

        var g0 = Reading.Of(SharedData.Path(Profiles + "/LP_G0.csv"));
        Assert.Equal((63, 71, 69), (g0.At("LP_G0/LP_G0", "2018-12-31T23:00:00"), g0.At("LP_G0/LP_G0", "2019-12-31T22:30:00"), g0.At("LP_G0/LP_G0", "2019-12-31T22:45:00")));
    }

    [DataFact(Germany)]
    public void Germany_hourly_in_utc_with_an_epoch_beside_it()
    {
        var read = Reading.Of(SharedData.Path(Germany));

        Assert.Equal([Ignored, Time, Value, Value, Value, Value, Value], read.Roles);
        Assert.Equal((13_128, 13_128 * 5), (read.Rows, read.Points.Count));
        Assert.Equal(82.23, read.At("generation_load_price_2024-01_2025-06/day_ahead_price_eur_mwh", "2024-10-27T00:00:00"));
    }

    [DataFact("business/import-fixtures")]
    public void Fixture_in_windows_1252_with_the_double_quarter_hour()
    {
        var read = Reading.Of(SharedData.Path("business/import-fixtures/cp1252_dst.csv"));

        Assert.Equal([Time, Value, State], read.Roles);
        Assert.Equal(("kW", "Leistung"), (read.Format.Columns[1].Unit, read.Format.Columns[1].Name));
        Assert.Equal(1, read.Missing);
        Assert.Equal(
            ["2025-03-30 00:45:00", "2025-03-30 01:00:00", "2025-10-26 00:15:00", "2025-10-26 01:15:00"],
            read.Points.Where(p => p.Series == 0).Select(p => Reading.Utc(p.Instant)));
        Assert.Equal((13.0, 13.4), (read.At("cp1252_dst/Leistung", "2025-10-26T00:15:00"), read.At("cp1252_dst/Leistung", "2025-10-26T01:15:00")));
        Assert.Equal(["OK", "Ausfall"], read.Series[1].States);
    }

    [DataFact("business/import-fixtures")]
    public void Fixture_with_title_rows_twice_the_same_header_and_a_row_of_sums()
    {
        var found = FormatFinder.Find(SharedData.Path("business/import-fixtures/cp1252_header_rows_total.csv"), "Europe/Berlin");

        Assert.Equal(("windows-1252", 4, 5), (found.Format.Encoding, found.Format.HeaderLine, found.Format.FirstDataLine));
        Assert.Equal(["Kunde", "Umsatz", "Umsatz (2)", "column 04"], found.Format.Columns.Select(c => c.Name));
        Assert.Equal([Ignored, Value, Value, Ignored], found.Format.Columns.Select(c => c.Role));
        Assert.Null(found.Format.Time);
        var read = Reading.Of(SharedData.Path("business/import-fixtures/cp1252_header_rows_total.csv"), f => f with { Time = new(TimeKind.Cycle, Start: TimeFinder.DefaultStart, StepSeconds: 1) });
        Assert.Equal(1, read.TotalRows);
        Assert.Equal([12500.0, 13000.0, 950.5, 1020.0], read.Points.Select(p => p.Value));
        Assert.Equal("Müller & Söhne", found.Layout.Rows[0].Cells[0]);
    }

    [DataFact("business/import-fixtures")]
    public void Fixture_with_german_numbers_codes_and_split_time()
    {
        var read = Reading.Of(SharedData.Path("business/import-fixtures/de_excel_export.csv"));

        Assert.Equal([Ignored, Ignored, Date, Value, Value, Value, Ignored, Ignored, Clock, State], read.Roles);
        Assert.Equal(new NumberStyle(',', '.'), read.Format.Numbers);
        Assert.Equal(("EUR", "%"), (read.Format.Columns[4].Unit, read.Format.Columns[5].Unit));
        Assert.Equal((1234, 1234.56, 5.5), (
            read.At("de_excel_export/Menge", "2025-02-03T07:15:00"),
            read.At("de_excel_export/Preis netto", "2025-02-03T07:15:00"), read.At("de_excel_export/Rabatt", "2025-02-03T07:15:00")));
        Assert.Equal("time.pattern", Assert.Single(read.Problems).Reason); // the last row has no time of day
    }
}
