using System.Text.Json;
using Werkstrom.Condition.Life.Csv;

namespace Werkstrom.Tests.Condition.Life;

/// <summary>The verb <c>rul</c> on files as people have them.</summary>
public sealed class RulTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ws-rul-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_with_headers_needs_no_configuration()
    {
        var train = File_("train.csv", LifeFiles.Rows(30), header: LifeFiles.Header);
        var test = File_("test.csv", LifeFiles.Rows(3, left: u => 10 * (u - 40), first: 41), header: LifeFiles.Header);

        var (code, answer, _) = Run(new(train, test, new(), 0.9, null, null, true, null));

        Assert.Equal(0, code);
        var said = JsonDocument.Parse(answer).RootElement;
        Assert.Contains(said.GetProperty("notes").EnumerateArray(), n => n.GetString() == "Unit: machine (column 1), time: cycle (column 2).");
        var units = said.GetProperty("units").EnumerateArray().ToArray();
        Assert.Equal(["M41", "M42", "M43"], units.Select(u => u.GetProperty("unit").GetString()));
        for (var i = 0; i < 3; i++)
        {
            // these lives hardly scatter, so ranges are about a cycle wide; one range in ten may miss, by little
            Assert.InRange(10.0 * (i + 1), units[i].GetProperty("lower").GetDouble() - 1, units[i].GetProperty("upper").GetDouble() + 1);
            Assert.InRange(units[i].GetProperty("remaining").GetDouble(), (10 * (i + 1)) - 6, (10 * (i + 1)) + 6);
        }

        var driver = units[0].GetProperty("drivers")[0];
        Assert.Contains(driver.GetProperty("signal").GetString(), LifeFiles.Header[2..4]);
        Assert.True(driver.GetProperty("effect").GetDouble() < -5 && driver.GetProperty("change").GetDouble() > 1);
    }

    [Theory]
    [InlineData(";", true, true)] // as a German Excel writes it
    [InlineData("\t", true, false)]
    [InlineData("|", false, false)]
    [InlineData(" ", false, false)] // as C-MAPSS
    public void Delimiter_decimal_sign_and_header_are_found(string delimiter, bool hasHeader, bool hasComma)
    {
        var rows = LifeFiles.Rows(14);
        if (hasComma)
            rows = [.. rows.Select(r => r.Select((c, i) => i > 1 ? c.Replace('.', ',') : c).ToArray())];
        var head = CsvHead.Read(File_("a.csv", rows, delimiter, hasHeader ? LifeFiles.Header : null), "a.csv");

        var roles = CsvRoles.Find(head, new());

        Assert.Equal((0, 1, null), (roles.Unit?.Index, roles.Time?.Index, roles.Failure));
        Assert.Equal([2, 3, 4], roles.Signals.Select(s => s.Index));
        Assert.Equal(1, roles.Step);
    }

    [Fact]
    public void Running_units_of_one_file_are_told_by_the_failure_column()
    {
        var rows = LifeFiles.Rows(20).Concat(LifeFiles.Rows(2, left: _ => 8, first: 61)).GroupBy(r => r[0])
            .SelectMany(g => g.Select((r, i) => r.Append(i == g.Count() - 1 && g.Key is not ("M61" or "M62") ? "1" : "0").ToArray()));
        var file = File_("all.csv", rows, header: [.. LifeFiles.Header, "failed"]);

        var (code, answer, _) = Run(new(file, null, new(), 0.8, null, null, true, null));

        Assert.Equal(0, code);
        var units = JsonDocument.Parse(answer).RootElement.GetProperty("units").EnumerateArray().ToArray();
        Assert.Equal(["M61", "M62"], units.Select(u => u.GetProperty("unit").GetString()));
        Assert.All(units, u => Assert.InRange(u.GetProperty("remaining").GetDouble(), 4, 13));
    }

    [Fact]
    public void A_column_that_counts_down_is_not_learned_from()
    {
        var rows = LifeFiles.Rows(14).GroupBy(r => r[0]).SelectMany(g => g.Select((r, i) => r.Append($"{g.Count() - 1 - i}").ToArray()));
        var head = CsvHead.Read(File_("leak.csv", rows, header: [.. LifeFiles.Header, "left"]), "leak.csv");

        var roles = CsvRoles.Find(head, new());

        Assert.Equal([("left", "csv.out.answer")], roles.LeftOut);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_file_line_and_rule()
    {
        var rows = LifeFiles.Rows(14);
        rows[4][2] = "hot";
        rows[9] = [.. rows[9][..4]];
        rows[19][1] = "";
        var train = File_("bad.csv", rows, header: LifeFiles.Header);
        var test = File_("short.csv", LifeFiles.Rows(2, left: _ => 5).Select(r => r[..3]), header: LifeFiles.Header[..3]);

        var (code, _, error) = Run(new(train, test, new(), 0.9, null, null, false, null));

        Assert.Equal(1, code);
        Assert.Equal(
            [
                "bad.csv, line 6: column 'temperature': 'hot' is no number. A missing value is an empty field, NaN or -.",
                "bad.csv, line 11: the row has 4 fields, and the table has 5 columns.",
                "bad.csv, line 21: column 'cycle': '' is no number: each row needs its time.",
                "short.csv: column 'vibration', which was learned from, is not there.",
                "short.csv: column 'setting', which was learned from, is not there.",
            ],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_column_that_is_not_there_is_told_by_the_option_on_the_command_line_and_by_the_field_on_the_page()
    {
        var train = File_("train.csv", LifeFiles.Rows(14), header: LifeFiles.Header);

        var (code, _, error) = Run(new(train, null, new("engine"), 0.9, null, null, false, null));
        var fault = Assert.Single(Assert.Throws<CsvException>(() => CsvRoles.Find(CsvHead.Read(train, "train.csv"), new("engine"))).Faults.Kept);

        Assert.Equal((1, "train.csv: --unit engine: there is no such column. There are: machine, cycle, temperature, vibration, setting.\n"), (code, error));
        Assert.Equal("train.csv: „Einheit“ engine: diese Spalte gibt es nicht. Es gibt: machine, cycle, temperature, vibration, setting.", German(() => fault.Say(null)));
        CsvFault none = new("a.csv", 0, "csv.notest", new CsvInput("failure", "COLUMN"), new CsvInput("test", "FILE"));
        Assert.EndsWith("Name the column by --failure COLUMN, or give a second file by --test FILE.", none.Say(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.EndsWith("Nennen Sie die Spalte unter „Ausfall“, oder geben Sie unter „Maschinen, nach denen gefragt wird“ eine zweite Datei an.", German(() => none.Say(null)), StringComparison.Ordinal);
    }

    static string German(Func<string> say)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("de");
        try
        {
            return say();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("", "it holds no line that could be read")]
    [InlineData("machine,cycle,x\n", "it has a header but no row with data")]
    public void An_empty_file_says_so(string text, string expected)
    {
        var path = Path.Combine(_folder, "empty.csv");
        File.WriteAllText(path, text);

        var (code, _, error) = Run(new(path, null, new(), 0.9, null, null, false, null));

        Assert.Equal(1, code);
        Assert.StartsWith("empty.csv: " + expected, error);
    }

    [Fact]
    public void Wishes_that_contradict_each_other_are_told_at_once()
    {
        var (code, _, error) = Run(new(null, null, new(), 0.2, "m", "n", false, null));

        Assert.Equal(1, code);
        Assert.Equal(3, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_model_that_was_kept_says_the_same()
    {
        var (model, csv) = (Path.Combine(_folder, "m.model"), Path.Combine(_folder, "o.csv"));
        var train = File_("train.csv", LifeFiles.Rows(14), header: LifeFiles.Header);
        var test = File_("test.csv", LifeFiles.Rows(2, left: _ => 9, first: 41), header: LifeFiles.Header);
        Run(new(train, test, new(), 0.8, model, null, false, csv));
        var before = File.ReadAllText(csv);

        var (code, _, error) = Run(new(null, test, new(), 0.8, null, model, false, csv));

        Assert.True(code == 0, error);
        Assert.Equal(before, File.ReadAllText(csv));
        Assert.StartsWith("unit,age,remaining,lower,upper,state,driver1,effect1", before);
    }

    [Fact]
    public void One_failure_is_not_enough_and_says_so()
    {
        var train = File_("one.csv", LifeFiles.Rows(1), header: LifeFiles.Header);
        var test = File_("test.csv", LifeFiles.Rows(1, left: _ => 20, first: 2), header: LifeFiles.Header);

        var (code, answer, _) = Run(new(train, test, new(Unit: "machine"), 0.9, null, null, false, null));

        Assert.Equal(3, code);
        Assert.Contains("Not enough to say: 1 lives ended in a failure, and 3 of different length are needed at least.", answer);
        Assert.Contains("unknown", answer);
    }

    string File_(string name, IEnumerable<string[]> rows, string delimiter = ",", string[]? header = null) => LifeFiles.Write(Path.Combine(_folder, name), rows, delimiter, header);

    static (int Code, string Out, string Error) Run(RulWishes wishes)
    {
        using StringWriter output = new(), errors = new();
        var code = new RulSession(wishes, output, errors, false, TimeProvider.System).Run(default);
        return (code, output.ToString(), errors.ToString().ReplaceLineEndings("\n"));
    }
}
