using System.Globalization;
using System.Text;
using Werkstrom.Condition.Past.Causes;
using Werkstrom.Learning.Rules;

namespace Werkstrom.Tests.Condition.Past;

public sealed class CauseLearnerTests
{
    static readonly string[] Names = ["Druck", "Temperatur", "Drehzahl"];
    static readonly string[] Units = ["bar", "Cel", "/min"];

    /// <summary>It fails where pressure times temperature is above 5,000; ten rows a group.</summary>
    [Fact]
    public void A_product_is_found_and_holds_for_what_was_left_out()
    {
        var learned = CauseLearner.Learn(Table(1_000, (p, t, _) => p * t > 5_000), default);

        Assert.Null(learned.Why);
        var condition = Assert.Single(Assert.Single(learned.Rules).Conditions);
        Assert.Equal((TermKind.Product, "Druck · Temperatur", true), (condition.Term.Kind, condition.Term.Name, condition.IsAbove));
        Assert.InRange(condition.Limits[""], 4_900, 5_100);
        Assert.True(learned.Check!.Recall > 0.9 && learned.Check.FalseShare < 0.02, $"{learned.Check}");
    }

    [Fact]
    public void What_is_chance_is_not_told()
    {
        var row = 0;
        var learned = CauseLearner.Learn(Table(1_000, (_, _, _) => row++ % 97 == 0), default);

        Assert.Empty(learned.Rules);
        Assert.True(learned.Why is NoCause.NoRule or NoCause.NotConfirmed, $"{learned.Why}");
    }

    [Fact]
    public void Too_little_is_said_to_be_that()
    {
        var table = Table(1_000, (p, t, _) => p * t > 5_000);
        var one = table.Groups.Where((_, i) => table.Events[i]).First();

        Assert.Equal(NoCause.FewEvents, CauseLearner.Learn(table with { Events = [.. table.Events.Select((e, i) => e && table.Groups[i] == one)] }, default).Why);
        Assert.Equal(NoCause.FewHealthy, CauseLearner.Learn(table with { Events = [.. table.Events.Select((_, i) => i > 20)] }, default).Why);
        Assert.Equal(NoCause.NoSignals, CauseLearner.Learn(new([], [], [], [true], [0]), default).Why);
    }

    [Theory]
    [InlineData(TermKind.Product, new[] { 0, 1 }, "bar.Cel")]
    [InlineData(TermKind.Ratio, new[] { 0, 1 }, "bar/Cel")]
    [InlineData(TermKind.Difference, new[] { 1, 1 }, "K")]
    [InlineData(TermKind.Signal, new[] { 1 }, "Cel")]
    public void A_figure_has_the_unit_of_its_signals(TermKind kind, int[] signals, string unit) =>
        Assert.Equal(unit, CauseWords.Unit(new(kind, signals, ""), Units));

    [Fact]
    public void A_file_says_what_it_measures_and_what_happened()
    {
        StringBuilder text = new("Nr;Typ;Druck [bar];Temperatur [°C];defekt\n1;L;1,5;20;0\n");
        Werkstrom.Learning.Numbers chance = new(7);
        for (var i = 2; i <= 400; i++)
        {
            var pressure = Math.Round(1 + (8 * chance.Share()), 1);
            text.Append(CultureInfo.GetCultureInfo("de-DE"), $"{i};{(i % 3 == 0 ? "L" : "M")};{pressure:0.0};{20 + chance.Below(23)};{(pressure > 8 ? 1 : 0)}\n");
        }

        var file = Read(text.ToString(), "", "");

        Assert.Empty(file.Faults);
        Assert.Equal((400, "Typ"), (file.Rows, file.Category?.Name));
        Assert.Equal([("Druck", "bar"), ("Temperatur", "°C")], file.Measured.Select(m => (m.Name, m.Unit)));
        Assert.Equal(1.5, file.Measured[0].Values[0]);
        Assert.Equal(["defekt"], file.Labels.Select(l => l.Name));
        Assert.Equal(["Nr"], file.LeftOut);
        var learned = CauseLearner.Learn(file.Table(0), default);
        Assert.True(learned.Why is null, $"{learned.Why} {learned.Check}");
        var rule = Assert.Single(learned.Rules);
        Assert.Contains("Druck", Assert.Single(rule.Conditions).Term.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "file.text")]
    [InlineData("a;b\n1;2\n3;4\n", "", "", "file.nolabel")]
    [InlineData("a;b\n1,5;0\n3,5;1\n", "c", "d", "file.label.missing file.category.missing")]
    [InlineData("b;c\n0;1\n1;0\n", "", "", "file.nomeasured")]
    public void Everything_that_is_wrong_with_a_file_is_named(string text, string label, string category, string faults) =>
        Assert.Equal(faults, string.Join(' ', Read(text, label, category).Faults.Select(f => f.Key)));

    /// <summary>The documented rules of AI4I: heat (difference of temperatures below 8.6 K, speed below 1,380/min), power, overstrain; wear alone is half chance.</summary>
    [DataFact("ai4i/ai4i2020_four_fifths.tsv")]
    public void The_rules_of_a_public_data_set_are_found_in_its_file()
    {
        var file = CauseFile.Read(SharedData.Path("ai4i/ai4i2020_four_fifths.tsv"), "HDF", "");

        var learned = CauseLearner.Learn(file.Table(0), default);

        var rule = Assert.Single(learned.Rules);
        Assert.Contains(rule.Conditions, c => c.Term.Kind == TermKind.Difference && Math.Abs(Math.Abs(c.Limits[""]) - 8.6) < 0.15);
        Assert.Contains(rule.Conditions, c => c.Term.Name == "Rotational speed" && Math.Abs(c.Limits[""] - 1_380) < 10);
        Assert.True(learned.Check!.Recall > 0.9 && learned.Check.False < 20, $"{learned.Check}");
    }

    static CauseFile Read(string text, string label, string category)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return CauseFile.Read(path, label, category);
        }
        finally
        {
            File.Delete(path);
        }
    }

    static CauseTable Table(int rows, Func<double, double, double, bool> fails)
    {
        Werkstrom.Learning.Numbers chance = new(5);
        double[][] columns = [new double[rows], new double[rows], new double[rows]];
        var events = new bool[rows];
        for (var i = 0; i < rows; i++)
        {
            (columns[0][i], columns[1][i], columns[2][i]) = (40 + (40 * chance.Share()), 40 + (40 * chance.Share()), 1_000 + (500 * chance.Share()));
            events[i] = fails(columns[0][i], columns[1][i], columns[2][i]);
        }

        return new(Names, Units, columns, events, [.. Enumerable.Range(0, rows).Select(i => i / 10)]);
    }
}
