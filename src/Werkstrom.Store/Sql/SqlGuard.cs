using System.Text.Json;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Sql;

/// <summary>
/// Lets through exactly one SELECT over the views of <see cref="SqlNames"/>; the Store's own tables and DuckDB's catalog are not among them. It judges DuckDB's own parse of the text, not the text: comments,
/// quotes and letter case trick nobody. What is not on the list of allowed table functions is refused: some of them read files
/// and memory even where external access is off.
/// </summary>
static class SqlGuard
{
    /// <summary>Longest text of a query, characters.</summary>
    public const int MaxLength = 100_000;

    // not histogram: it takes the name of a table as text
    static readonly HashSet<string> TableFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "unnest", "json_each", "json_tree",
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

    /// <summary>Returns when the query may run.</summary>
    /// <param name="connection">Parses it.</param>
    /// <param name="sql">The query.</param>
    /// <param name="names">The views it may name.</param>
    /// <exception cref="SqlRefusedException">It may not; the message says why.</exception>
    public static void Check(DuckConnection connection, string sql, SqlNames names)
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
        HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);
        Collect(tree.RootElement, own);
        if (own.FirstOrDefault(names.IsTaken) is { } taken)
            throw No($"A part of the query cannot be called {taken}: the Store has something of this name.");
        own.UnionWith(names.Views);
        CheckNode(tree.RootElement, own, names);
    }

    /// <summary>Names that the query gives to its own parts (WITH).</summary>
    static void Collect(JsonElement node, HashSet<string> own)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                Collect(item, own);
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (node.TryGetProperty("cte_map", out var parts))
                own.UnionWith(parts.GetProperty("map").EnumerateArray().Select(part => Text(part, "key")));
            foreach (var member in node.EnumerateObject())
                Collect(member.Value, own);
        }
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

    static void CheckNode(JsonElement node, HashSet<string> tables, SqlNames names)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                CheckNode(item, tables, names);
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            CheckObject(node, tables, names);
            var isTable = Text(node, "type") == "TABLE_FUNCTION";
            foreach (var member in node.EnumerateObject())
            {
                // as a table a function gives rows one after the other; as a value the whole list at once
                CheckNode(isTable && member.Name == "function" ? member.Value.GetProperty("children") : member.Value, tables, names);
            }
        }
    }

    static void CheckObject(JsonElement node, HashSet<string> tables, SqlNames names)
    {
        switch (Text(node, "type"))
        {
            case "TABLE_FUNCTION" when Text(node.GetProperty("function"), "function_name") is var name && !TableFunctions.Contains(name):
                throw No($"The table function {name} is not allowed.");
            case "FUNCTION" when Forbidden.Contains(Text(node, "function_name")):
                throw No($"The function {Text(node, "function_name")} is not allowed.");
            case "FUNCTION" when Amplifiers.Contains(Text(node, "function_name")):
                throw No($"The function {Text(node, "function_name")} is not allowed: one call of it can take more memory than there is.");
            case "FUNCTION" when IsOfCatalog(Text(node, "function_name")):
                throw No($"The function {Text(node, "function_name")} is not allowed: what there is stands in the view columns.");
            case "BASE_TABLE" when !IsOneOf(tables, node):
                throw NoView(node, names);
            case "SHOW_REF" or "COLUMN_DATA":
                throw No("Only views can be asked. They stand, with their columns, in the view columns.");
            default:
                break;
        }
    }

    static SqlRefusedException NoView(JsonElement table, SqlNames names)
    {
        var name = Text(table, "table_name");
        var isSlip = Text(table, "schema_name").Length == 0 && Text(table, "catalog_name").Length == 0 && names.IsUnknown(name) && !IsOfCatalog(name);
        return new(
            isSlip ? SqlRefusal.Mistake : SqlRefusal.Forbidden,
            $"{name} is not among the views that can be asked. They stand, with their columns, in the view columns.");
    }

    // a schema or a catalog before the name leads elsewhere; the views have none
    static bool IsOneOf(HashSet<string> tables, JsonElement table) =>
        Text(table, "schema_name").Length == 0 && Text(table, "catalog_name").Length == 0 && tables.Contains(Text(table, "table_name"));

    static bool IsOfCatalog(string function) =>
        (function.StartsWith("pg_", StringComparison.OrdinalIgnoreCase) && !function.Equals("pg_typeof", StringComparison.OrdinalIgnoreCase))
        || function.StartsWith("duckdb_", StringComparison.OrdinalIgnoreCase) || function.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase);

    static string Text(JsonElement node, string member) =>
        node.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    static SqlRefusedException No(string why) => new(SqlRefusal.Forbidden, why);
}
