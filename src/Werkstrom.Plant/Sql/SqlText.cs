using System.Globalization;
using System.Text;
using Werkstrom.Kernel.Files;
using Werkstrom.Store.Sql;

namespace Werkstrom.Plant.Sql;

/// <summary>Answers as text: instants as ISO 8601 UTC, nothing for null.</summary>
static class SqlText
{
    /// <summary>One value.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "true" : "false",
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>An answer as a file, comma between, point as decimal sign.</summary>
    public static string Csv(SqlAnswer answer)
    {
        StringBuilder text = new();
        text.AppendJoin(',', answer.Columns.Select(c => CsvCell.Quoted(c.Name))).Append('\n');
        foreach (var row in answer.Rows)
            text.AppendJoin(',', row.Select(v => CsvCell.Quoted(Of(v)))).Append('\n');
        return text.ToString();
    }
}
