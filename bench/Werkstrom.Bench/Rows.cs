using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Werkstrom.Bench;

/// <summary>Writes figures to standard output; everything else goes to standard error.</summary>
static class Rows
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static void Write(IReadOnlyList<Row> rows, bool asJson)
    {
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(rows, Json));
        else
            AnsiConsole.Write(Table(rows));
    }

    /// <summary>What the bench is doing, for whoever waits.</summary>
    public static void Say(string what) => Console.Error.WriteLine(what);

    static Table Table(IReadOnlyList<Row> rows)
    {
        var table = new Table().AddColumns("name", "value", "unit", "goal", "holds", "peer");
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Name), row.Value.ToString("G4", CultureInfo.InvariantCulture), Markup.Escape(row.Unit), row.Goal ?? "",
                row.Holds switch { true => "yes", false => "[red]no[/]", null => "" }, Markup.Escape(row.Peer ?? ""));
        }

        return table;
    }
}
