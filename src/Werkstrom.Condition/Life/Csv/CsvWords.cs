using System.Globalization;
using Werkstrom.Learning.Remaining;

namespace Werkstrom.Condition.Life.Csv;

/// <summary>What was found in files, sentence by sentence.</summary>
static class CsvWords
{
    const int Named = 12; // columns are named one by one up to here

    public static IEnumerable<CsvFault> Found(CsvHead head, CsvRoles roles)
    {
        yield return new(head.Name, 0, head.HasHeader ? "csv.found.header" : "csv.found.noheader", Delimiter(head.Layout.Delimiter), head.Columns.Count);
        yield return roles.Unit is { } unit
            ? new("", 0, roles.Time is null ? "csv.found.unit.order" : "csv.found.unit", Said(unit), roles.Time is null ? "" : Said(roles.Time))
            : new("", 0, "csv.found.nounit", roles.Time is null ? "" : Said(roles.Time));
        yield return roles.Failure is { } failure ? new("", 0, roles.FailsOn ? "csv.found.failure" : "csv.found.running", Said(failure)) : new("", 0, "csv.found.nofailure", head.Name);
        foreach (var why in roles.LeftOut.GroupBy(l => l.Why))
            yield return new("", 0, why.Key, Some([.. why.Select(w => w.Column)]));
    }

    public static IEnumerable<CsvFault> Lives(CsvHead head, CsvRoles roles, CsvLives lives)
    {
        var failed = lives.All.Count(l => l.Failed);
        yield return new(head.Name, 0, "csv.lives", lives.Rows, lives.All.Count, failed, lives.All.Count - failed);
        if (lives.Step > 1.5 * roles.Step)
            yield return new("", 0, "csv.thinned", Math.Round(lives.Step / roles.Step));
        else if (lives.Repeated > 0)
            yield return new(head.Name, 0, "csv.repeated", lives.Repeated);
    }

    public static IEnumerable<CsvFault> Test(CsvHead head, CsvRoles roles, CsvLives lives)
    {
        yield return new(head.Name, 0, "csv.test", lives.Rows, lives.All.Count);
        if (roles.Failure is not null && lives.All.Count(l => l.Failed) is > 0 and var failed)
            yield return new(head.Name, 0, "csv.test.failed", failed);
        if (lives.Repeated > 0 && lives.Step <= 1.5 * roles.Step)
            yield return new(head.Name, 0, "csv.repeated", lives.Repeated);
    }

    /// <summary>The model card, and when it must not be trusted.</summary>
    public static IEnumerable<CsvFault> Model(LifeModelFile file)
    {
        var (card, about) = (file.Model.Card, file.About);
        var sample = about.Step * CsvAbout.Scale(about);
        yield return new("", 0, "card.learned", card.Episodes, card.Samples, card.Used.Count, card.Regimes, Some(card.Used));
        if (card.LeftOut.Count > 0)
            yield return new("", 0, "card.leftout", Some(card.LeftOut));
        yield return new("", 0, "card.error", card.Error * sample, card.Cap * sample, card.ErrorUncut * sample, about.Naive * sample);
        yield return double.IsNaN(card.Coverage) ? new("", 0, "card.coverage.few", about.Share) : new("", 0, "card.coverage", about.Share, card.Coverage, card.Episodes);
        yield return new("", 0, "card.cap", card.Cap * sample);
        foreach (var doubt in Doubts(card, about))
            yield return doubt;
    }

    public static IEnumerable<CsvFault> Doubts(RemainingLifeCard card, LifeModelAbout about)
    {
        if (card.Error > 0.9 * about.Naive)
            yield return new("", 0, "card.doubt.naive");
        if (card.Episodes < 30)
            yield return new("", 0, "card.doubt.few", card.Episodes);
        if (card.Coverage < about.Share - 0.07)
            yield return new("", 0, "card.doubt.coverage", card.Coverage);
    }

    static string Some(IReadOnlyList<string> names) =>
        names.Count <= Named ? string.Join(", ", names) : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(Named))} … ({names.Count})");

    static string Said(HeadColumn column) => column.Name.StartsWith("column ", StringComparison.Ordinal) ? column.Name : $"{column.Name} (column {column.Index + 1})";

    static string Delimiter(char sign) => sign switch { ' ' => "␣", '\t' => "⇥", _ => $"{sign}" };
}
