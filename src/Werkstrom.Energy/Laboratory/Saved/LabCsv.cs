using System.Globalization;
using System.Text;
using Werkstrom.Tariff.Laboratory;

namespace Werkstrom.Energy.Laboratory.Saved;

/// <summary>An answer as a table for other programs: a row for each idea and group, money in € with a decimal point. The last column names the one tariff that everybody is compared with; empty: each customer's own.</summary>
static class LabCsv
{
    const decimal Euro = 100_000_000m;

    public static string Write(LabResult result, string? against)
    {
        StringBuilder text = new("idea;group;from_kwh;to_kwh;customers;base_eur;gain_mean_eur;gain_p05_eur;gain_p25_eur;gain_p50_eur;gain_p75_eur;gain_p95_eur;winners;losers;hardships;margin_eur;stress_margin_eur;compared_with\n");
        Row(text, "", "all", null, result.Customers, result.Today.Gross / result.Customers, null, result.Today, against);
        foreach (var idea in result.Ideas)
        {
            Row(text, idea.Name, "all", null, result.Customers, idea.Gains!.Today, idea.Gains, idea, against);
            foreach (var (g, group) in result.Groups.Index())
                Row(text, idea.Name, string.Join('+', group.Branches), group, group.Customers, idea.ByGroup[g].Today, idea.ByGroup[g], null, against);
        }

        return text.ToString();
    }

    static void Row(StringBuilder text, string idea, string name, LabGroupView? group, int customers, long today, LabGains? gains, LabColumn? sums, string? against)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Quoted(idea)};{name};{group?.FromKwh};{group?.ToKwh};{customers};{today / Euro:0.00}");
        text.Append(CultureInfo.InvariantCulture, $";{gains?.Mean / Euro:0.00}");
        for (var i = 0; i < LabGains.Percents.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $";{gains?.Quantiles[i] / Euro:0.00}");
        text.Append(CultureInfo.InvariantCulture, $";{gains?.Winners};{gains?.Losers};{gains?.Hardships};{sums?.Margin / Euro:0.00};{sums?.StressMargin / Euro:0.00};{(against is null ? "" : Quoted(against))}\n");
    }

    // a spreadsheet takes a text that begins so for a formula
    static string Quoted(string text) => "\"" + (text is ['=' or '+' or '-' or '@', ..] ? "'" : "") + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
