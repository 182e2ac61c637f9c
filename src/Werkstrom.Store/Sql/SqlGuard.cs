using System.Text.Json;
using System.Text.RegularExpressions;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Sql;

/// <summary>
/// Lets through exactly one SELECT over tables and views by name. It judges DuckDB's own parse of the text, not the text: comments,
/// quotes and letter case trick nobody. What is not on the list of allowed table functions is refused: some of them read files
/// and memory even where external access is off.
/// </summary>
static partial class SqlGuard
{
    /// <summary>Longest text of a query, characters.</summary>
    public const int MaxLength = 100_000;

    static readonly HashSet<string> TableFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "unnest", "json_each", "json_tree", "histogram", "histogram_values", "duckdb_tables", "duckdb_columns", "duckdb_views",
        "duckdb_functions", "pragma_table_info",
    };

    static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "sleep_ms", "write_log", "nextval", "currval", "setseed", "current_setting", "getvariable", "getenv", "current_query",
    };

    /// <summary>One call can make gigabytes: no limit of memory or time reaches into a call, not even while it is folded as a constant.</summary>
    static readonly HashSet<string> Amplifiers = new(StringComparer.OrdinalIgnoreCase)
    {
        "repeat", "lpad", "rpad", "bar", "printf", "format", "list_resize", "array_resize", "range", "generate_series",
    };

    // rows there are not resolved yet, or mean nothing without the rules of README.md, "Tables"
    static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "ingest_state", "sample_hot", "sample_closed", "sample_late", "sample_1h", "sample_untidy", "sample_last", "sample_last_state",
        "sample_merge", "closed_day", "closed_month", "sql_signal", "sql_asset", "record",
    };

    static readonly HashSet<string> Schemas = new(StringComparer.OrdinalIgnoreCase) { "", "main", "information_schema" };

    /// <summary>Returns when the query may run.</summary>
    /// <exception cref="SqlRefusedException">It may not; the message says why.</exception>
    public static void Check(DuckConnection connection, string sql)
    {
        if (sql.Length > MaxLength)
            throw No($"The query is longer than {MaxLength} characters.");
        if (sql.Contains('\0', StringComparison.Ordinal))
            throw No("The query holds a zero character.");
        using var tree = JsonDocument.Parse(Tree(connection, sql), new JsonDocumentOptions { MaxDepth = 512 });
        if (tree.RootElement.GetProperty("error").GetBoolean())
            throw Refusal(tree.RootElement);
        var statements = tree.RootElement.GetProperty("statements").GetArrayLength();
        if (statements != 1)
            throw No($"Exactly one SELECT is expected; this holds {statements} statements.");
        CheckNode(tree.RootElement);
    }

    static string Tree(DuckConnection connection, string sql)
    {
        try
        {
            return (string)connection.Scalar("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", sql)!;
        }
        catch (DuckException e)
        {
            throw new SqlRefusedException(SqlRefusal.Mistake, e.Message, e);
        }
    }

    static SqlRefusedException Refusal(JsonElement error)
    {
        var message = error.GetProperty("error_message").GetString() ?? "";
        return error.GetProperty("error_type").GetString() == "not implemented"
            ? No("Only SELECT is allowed: a query reads and changes nothing.")
            : new SqlRefusedException(SqlRefusal.Mistake, message);
    }

    static void CheckNode(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                CheckNode(item);
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            CheckObject(node);
            var isTable = Text(node, "type") == "TABLE_FUNCTION";
            foreach (var member in node.EnumerateObject())
            {
                // as a table a function gives rows one after the other; as a value the whole list at once
                CheckNode(isTable && member.Name == "function" ? member.Value.GetProperty("children") : member.Value);
            }
        }
    }

    static void CheckObject(JsonElement node)
    {
        switch (Text(node, "type"))
        {
            case "TABLE_FUNCTION" when Text(node.GetProperty("function"), "function_name") is var name && !TableFunctions.Contains(name):
                throw No($"The table function {name} is not allowed.");
            case "FUNCTION" when Forbidden.Contains(Text(node, "function_name")):
                throw No($"The function {Text(node, "function_name")} is not allowed.");
            case "FUNCTION" when Amplifiers.Contains(Text(node, "function_name")):
                throw No($"The function {Text(node, "function_name")} is not allowed: one call of it can take more memory than there is.");
            case "BASE_TABLE" when Hidden.Contains(Text(node, "table_name")):
                throw No($"{Text(node, "table_name")} is the Store's own: ask samples, hourly, signals, assets and the records' views.");
            case "BASE_TABLE" when !IsName(node):
                throw No($"{Text(node, "table_name")} is no table or view: files and other databases cannot be read.");
            default:
                break;
        }
    }

    static bool IsName(JsonElement table) =>
        Schemas.Contains(Text(table, "schema_name")) && Text(table, "catalog_name").Length == 0 && Name().IsMatch(Text(table, "table_name"));

    static string Text(JsonElement node, string member) =>
        node.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static SqlRefusedException No(string why) => new(SqlRefusal.Forbidden, why);

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*\z")]
    private static partial Regex Name();
}
