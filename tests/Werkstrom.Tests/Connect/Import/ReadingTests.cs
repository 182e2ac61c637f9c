using System.IO.Compression;
using System.Text;
using Werkstrom.Connect.Import.Reading;
using Werkstrom.Kernel.Files;
using static Werkstrom.Connect.Import.Reading.ColumnRole;

namespace Werkstrom.Tests.Connect.Import;

public sealed class ReadingTests
{
    /// <summary>SMARD's own export: facts/energy.md 1.6. Written by hand after the form of its files, values made up.</summary>
    const string SmardExport = """
        Datum von;Datum bis;Biomasse [MWh] Originalauflösungen;Wind Offshore [MWh] Originalauflösungen;Deutschland/Luxemburg [€/MWh] Originalauflösungen
        27.10.2024 01:45;27.10.2024 02:00;1.023,5;-;85,12
        27.10.2024 02:00;27.10.2024 02:15;1.024,25;1.500;-13,5
        27.10.2024 02:45;27.10.2024 02:00;1.025;1.501,75;82,23
        27.10.2024 02:00;27.10.2024 02:15;1.026,75;2.500;80,43
        27.10.2024 02:45;27.10.2024 03:00;1.027,5;-;80,4
        27.10.2024 03:00;27.10.2024 03:15;999,75;12;79,41
        """;

    [Fact]
    public void Smards_own_export_reads_rightly()
    {
        var read = Reading.OfText("\ufeff" + SmardExport);

        Assert.Equal([Time, End, Value, Value, Value], read.Roles);
        Assert.Equal(["Biomasse", "Wind Offshore", "Deutschland/Luxemburg"], read.Format.Columns.Skip(2).Select(c => c.Name));
        Assert.Equal(["MW.h", "MW.h", "EUR/MW.h"], read.Format.Columns.Skip(2).Select(c => c.Unit));
        Assert.Equal(new NumberStyle(',', '.'), read.Format.Numbers);
        Assert.Equal(2, read.Missing);
        Assert.Empty(read.Problems);
        Assert.Equal((1024.25, 1026.75, 1500), (read.At("file/Biomasse", "2024-10-27T00:00:00"), read.At("file/Biomasse", "2024-10-27T01:00:00"), read.At("file/Wind Offshore", "2024-10-27T00:00:00")));
        Assert.Equal(-13.5, read.At("file/Deutschland_Luxemburg", "2024-10-27T00:00:00"));
        Assert.Equal("2024-10-26 23:45:00", Reading.Utc(read.Points[0].Instant));
    }

    [Fact]
    public void The_end_of_the_interval_can_be_chosen_as_the_time()
    {
        var read = Reading.OfText(SmardExport, f => f with { Columns = [f.Columns[0] with { Role = Ignored }, f.Columns[1] with { Role = Time }, .. f.Columns.Skip(2)] });

        Assert.Equal(85.12, read.At("file/Deutschland_Luxemburg", "2024-10-27T00:00:00"));
    }

    [Fact]
    public void Smards_older_form_has_date_and_time_of_day_apart()
    {
        var read = Reading.OfText("Datum;Uhrzeit;Photovoltaik[MWh]\n31.03.2019;01:45;0\n31.03.2019;03:00;1.234,5\n31.03.2019;03:15;2\n");

        Assert.Equal([Date, Clock, Value], read.Roles);
        Assert.Equal(("Photovoltaik", "MW.h"), (read.Format.Columns[2].Name, read.Format.Columns[2].Unit));
        Assert.Equal(1234.5, read.At("file/Photovoltaik", "2019-03-31T01:00:00"));
    }

    [Fact]
    public void A_local_time_that_the_spring_leaves_out_is_named()
    {
        var read = Reading.OfText("t;v\n31.03.2024 01:45;1\n31.03.2024 02:15;2\n31.03.2024 03:00;3\n");

        var gap = Assert.Single(read.Problems);
        Assert.Equal((3, "time.gap", "31.03.2024 02:15"), (gap.Line, gap.Reason, gap.Value));
        Assert.Equal([1.0, 3.0], read.Points.Select(p => p.Value));
    }

    [Fact]
    public void A_file_that_runs_backwards_has_winter_time_first()
    {
        var read = Reading.OfText("t,v\n2024-10-27 03:00,5\n2024-10-27 02:30,4\n2024-10-27 02:00,3\n2024-10-27 02:30,2\n2024-10-27 02:00,1\n2024-10-27 01:30,0\n");

        Assert.Equal(
            ["02:00:00", "01:30:00", "01:00:00", "00:30:00", "00:00:00", "23:30:00"], read.Points.Select(p => Reading.Utc(p.Instant)[11..]));
    }

    [Fact]
    public void In_a_long_table_each_series_passes_the_autumn_hour_by_itself()
    {
        var read = Reading.OfText("""
            timestamp;signal;value;unit
            2024-10-27 02:00:00;line1/press/temp;1,5;°C
            2024-10-27 02:00:00;line1/press/power;10,5;kW
            2024-10-27 02:30:00;line1/press/temp;2,5;°C
            2024-10-27 02:30:00;line1/press/power;20,5;kW
            2024-10-27 02:00:00;line1/press/temp;3,5;°C
            2024-10-27 02:00:00;line1/press/power;30,5;kW
            """);

        Assert.Equal([Time, Tag, Value, Unit], read.Roles);
        Assert.Equal(["file/line1/press/temp", "file/line1/press/power"], read.Paths);
        Assert.Equal(["Cel", "kW"], read.Series.Select(s => s.Unit));
        Assert.Equal((1.5, 3.5), (read.At("file/line1/press/temp", "2024-10-27T00:00:00"), read.At("file/line1/press/temp", "2024-10-27T01:00:00")));
        Assert.Equal((10.5, 30.5), (read.At("file/line1/press/power", "2024-10-27T00:00:00"), read.At("file/line1/press/power", "2024-10-27T01:00:00")));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    public void Encodings_are_found(string name)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        var read = Reading.OfBytes(encoding.GetBytes("Zeit;Öltemperatur (°C)\n01.02.2024 10:00;45,5\n01.02.2024 10:01;45,6\n"));

        Assert.Equal(name, read.Format.Encoding);
        Assert.Equal(("Öltemperatur", "Cel"), (read.Format.Columns[1].Name, read.Format.Columns[1].Unit));
        Assert.Equal(45.5, read.Points[0].Value);
    }

    [Fact]
    public void Gzip_is_unpacked_and_a_damaged_one_is_named()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, true))
        {
            var random = new Random(1);
            zip.Write(Encoding.UTF8.GetBytes("t,v\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{1_700_000_000 + i},{random.NextDouble():R}\n"))));
        }

        var bytes = packed.ToArray();
        Assert.Equal(50_000, Reading.OfBytes(bytes, f => f with { Time = new(TimeKind.EpochSeconds), Columns = [f.Columns[0] with { Role = Time }, f.Columns[1]] }).Points.Count);
        bytes.AsSpan(bytes.Length / 2, 2_000).Fill(0xff);
        Assert.Throws<NotTextException>(() => Reading.OfBytes(bytes));
    }

    [Theory]
    [InlineData("time,v\n1704067200,1\n1704067260,2\n", "2024-01-01 00:00:00")]
    [InlineData("time,v\n1704067200000,1\n1704067260000,2\n", "2024-01-01 00:00:00")]
    [InlineData("time,v\n1704067200000000,1\n1704067260000000,2\n", "2024-01-01 00:00:00")]
    [InlineData("time,v\n1704067200000000000,1\n1704067260000000000,2\n", "2024-01-01 00:00:00")]
    [InlineData("time,v\n2024-01-01T00:00:00Z,1\n2024-01-01T00:01:00.5Z,2\n", "2024-01-01 00:00:00")]
    [InlineData("time,v\n2024-01-01T01:00:00+0100,1\n2024-01-01T01:01:00+0100,2\n", "2024-01-01 00:00:00")]
    [InlineData("time,v\n12/31/2023 7:00 PM,1\n12/31/2023 7:01 PM,2\n", "2023-12-31 18:00:00")]
    [InlineData("time,v\n31/12/2023 19:00,1\n31/12/2023 19:01,2\n", "2023-12-31 18:00:00")]
    [InlineData("time\tv\n20231231190000\t1\n20231231190100\t2\n", "2023-12-31 18:00:00")]
    [InlineData("time|v\n31.12.2023 24:00:00|1\n01.01.2024 00:15:00|2\n", "2023-12-31 23:00:00")]
    public void Times_are_found(string text, string first)
    {
        var read = Reading.OfText(text);

        Assert.Equal(first, Reading.Utc(read.Points[0].Instant));
        Assert.Equal([1.0, 2.0], read.Points.Select(p => p.Value));
    }

    [Fact]
    public void A_date_that_may_be_american_is_unsure()
    {
        var found = Reading.OfText("time,v\n01/02/2024 10:00,1\n02/02/2024 10:00,2\n").Found;

        Assert.Equal(Confidence.Unsure, found.Guesses.Single(g => g.About == "time").Confidence);
    }

    [Theory]
    [InlineData("a;b\n1.234;1.234,56", 1234, 1234.56)]
    [InlineData("a;b\n1.234;0.5", 1.234, 0.5)]
    [InlineData("a;b\n1,234;1,234.5", 1234, 1234.5)]
    [InlineData("a;b\n1,234;0,5", 1.234, 0.5)]
    [InlineData("a;b\n1.234.567;12", 1234567, 12)]
    [InlineData("a\tb\n1e3\t-0.5E-2", 1000, -0.005)]
    public void One_cell_proves_the_signs_of_the_whole_file(string text, double a, double b)
    {
        var read = Reading.OfText(text, f => f with { Time = new(TimeKind.Cycle, Start: TimeFinder.DefaultStart, StepSeconds: 1) });

        Assert.Equal([a, b], read.Points.Select(p => p.Value));
    }

    [Fact]
    public void A_bad_row_costs_no_neighbour_and_a_bad_cell_no_other_cell()
    {
        var read = Reading.OfText("""
            time,a,b
            2024-01-01 00:00:00,1,10
            2024-01-01 00:01:00,oops,20
            yesterday,3,30
            2024-01-01 00:03:00,"4,40
            2024-01-01 00:04:00,5,50
            2024-01-01 00:05:00,6
            2024-01-01 00:06:00,7,70,700
            2024-01-01 00:07:00,NaN,80
            2024-01-01 00:08:00,99999999999999999,90
            2024-01-01 00:09:00,10,100
            """.Replace("yesterday,3,30", "yesterday,3,30", StringComparison.Ordinal), f => f with
        {
            Time = new(TimeKind.Stamp, "yyyy-MM-dd HH:mm:ss", "UTC"),
            Columns = [new("time", Time), new("a", Value), new("b", Value)],
        });

        Assert.Equal(
            [(3L, "value.notnumber"), (4, "time.pattern"), (5, "row.quote"), (7, "row.short"), (8, "row.long"), (10, "value.toobig")],
            read.Problems.Select(p => (p.Line, p.Reason)));
        Assert.Equal([1.0, 10, 20, 5, 50, 80, 90, 10, 100], read.Points.Select(p => p.Value));
    }

    [Fact]
    public void A_quoted_text_may_hold_delimiters_quotes_and_line_ends()
    {
        var read = Reading.OfText("time;v;note\n2024-01-01 00:00:00;1,5;\"a; \"\"b\"\"\nc\"\n2024-01-01 00:01:00;2,5;\n", f => f with { Columns = [f.Columns[0], f.Columns[1], f.Columns[2] with { Role = State }] });

        Assert.Equal("a; \"b\"\nc", read.Series[1].States[0]);
        Assert.Equal([1.5, 0, 2.5], read.Points.Select(p => p.Value));
    }

    [Fact]
    public void A_line_of_ten_megabytes_costs_only_itself()
    {
        var read = Reading.OfText("time,v\n2024-01-01 00:00:00,1\n" + new string('x', 10_000_000) + "\n2024-01-01 00:02:00,3\n");

        Assert.Equal((3, "row.toolong"), (read.Problems.Single().Line, read.Problems.Single().Reason));
        Assert.Equal([1.0, 3.0], read.Points.Select(p => p.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \n")]
    [InlineData("time;value\n")]
    [InlineData("time;value")]
    [InlineData("PK\u0003\u0004rest of a zip")]
    [InlineData("a\0b\0\0c\0d\0e")]
    public void A_file_without_data_is_refused_with_a_reason(string text) =>
        Assert.NotEmpty(Assert.Throws<NotTextException>(() => Reading.OfText(text)).Message);

    [Fact]
    public void One_column_of_numbers_needs_a_time()
    {
        var found = Reading.OfText("1.5\n2.5\n3.5\n", f => f with { Time = new(TimeKind.Cycle, Start: TimeFinder.DefaultStart, StepSeconds: 60) });

        Assert.Null(found.Found.Format.Time);
        Assert.Equal(["2000-01-01 00:00:00", "2000-01-01 00:01:00", "2000-01-01 00:02:00"], found.Points.Select(p => Reading.Utc(p.Instant)));
    }

    [Fact]
    public void Random_bytes_never_bring_down_the_reader()
    {
        var random = new Random(7);
        const string Signs = "0123456789;,\t| \"'.-:+\r\nabcäöü€T";
        for (var round = 0; round < 400; round++)
        {
            var bytes = new byte[random.Next(1, 3_000)];
            if (round % 2 == 0)
                random.NextBytes(bytes);
            else
                bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, bytes.Length).Select(_ => Signs[random.Next(Signs.Length)])));
            try
            {
                var read = Reading.OfBytes(bytes, f => f with { Time = f.Time ?? new(TimeKind.Cycle, Start: TimeFinder.DefaultStart, StepSeconds: 1) });
                Assert.All(read.Points, p => Assert.True(double.IsFinite(p.Value)));
            }
            catch (NotTextException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    [Theory]
    [InlineData("Wasserkraft [MWh]", "Wasserkraft", "MW.h")]
    [InlineData("Temp (°C)", "Temp", "Cel")]
    [InlineData("Leistung kW", "Leistung", "kW")]
    [InlineData("Gesamtverbrauch (Netzlast) [MWh]", "Gesamtverbrauch (Netzlast)", "MW.h")]
    [InlineData("Gesamtverbrauch (Netzlast)", "Gesamtverbrauch (Netzlast)", "")]
    [InlineData("LP_G0 [W/MWh]", "LP_G0", "W/MW.h")]
    [InlineData("Phase A", "Phase A", "")]
    [InlineData("Preis netto (€)", "Preis netto", "EUR")]
    [InlineData("Druck in bar", "Druck", "bar")]
    public void Units_are_taken_from_headers(string header, string name, string unit) => Assert.Equal((name, unit), UnitText.Split(header));

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\x\\Messung 1.csv", "Messung 1")]
    [InlineData("train.txt.gz", "train")]
    [InlineData("..", "import")]
    public void A_file_name_gives_no_path(string name, string stem) => Assert.Equal(stem, PathTemplate.FileStem(name));
}
