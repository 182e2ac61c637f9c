namespace Werkstrom.Store.Sql;

/// <summary>The answer to a query.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">
/// Its rows: bool, long, ulong, double, decimal, Int128, string, byte[], Guid, DateTime (UTC), DateOnly, TimeOnly, or null.
/// </param>
/// <param name="IsCut">True when there were more rows than asked for or allowed.</param>
/// <param name="Took">How long it took.</param>
public sealed record SqlAnswer(
    IReadOnlyList<SqlColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, bool IsCut, TimeSpan Took);

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">DuckDB's name of its type, lower case: <c>double</c>, <c>timestamp</c>.</param>
public sealed record SqlColumn(string Name, string Type);
