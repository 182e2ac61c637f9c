using Werkstrom.Kernel.Records;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Sql;

/// <summary>The names that a query may ask, and those that it may not even give to its own parts.</summary>
sealed class SqlNames
{
    static readonly string[] Fixed = ["samples", "hourly", "signals", "assets", "columns"];

    readonly HashSet<string> _views = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads what DuckDB has; to be called before the views are made.</summary>
    public SqlNames(DuckConnection connection, IEnumerable<RecordType> types)
    {
        _views.UnionWith(Fixed);
        _views.UnionWith(types.Select(type => SqlViews.NameOf(type.Name)));
        using var result = connection.Query("SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE schema_name <> 'information_schema'");
        while (result.Next() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count; row++)
                    _taken.Add(chunk.Text(0, row)!);
            }
        }

        _taken.Add(SqlViews.StoredName);
    }

    /// <summary>The views that are documented.</summary>
    public IReadOnlySet<string> Views => _views;

    /// <summary>True for a table or view that is not the query's to name.</summary>
    public bool IsTaken(string name) => _taken.Contains(name) && !_views.Contains(name);

    /// <summary>True for a plain name that stands for nothing, as a slip of the pen does; not for one that may be a file.</summary>
    public bool IsUnknown(string name) => !_taken.Contains(name) && !_views.Contains(name) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
