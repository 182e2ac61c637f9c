using System.Globalization;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>How the queries read.</summary>
static class Reading
{
    extension(ReadLease lease)
    {
        /// <summary>
        /// Runs a query and gives every chunk of its rows to <paramref name="each"/>. Spans stand in the text and are not bound:
        /// DuckDB skips blocks only by constants.
        /// </summary>
        public void Each(string sql, Action<DuckChunk> each)
        {
            using var statement = lease.Connection.Prepare(sql);
            using var result = statement.Stream();
            while (result.Next() is { } chunk)
            {
                using (chunk)
                    each(chunk);
            }
        }
    }

    /// <summary>A half-open span as SQL.</summary>
    public static string Within(string column, long from, long to) =>
        Text($"{column} >= make_timestamp({from}) AND {column} < make_timestamp({to})");

    /// <summary>Signals as SQL.</summary>
    public static string Of(IReadOnlyCollection<int> signals) =>
        signals.Count == 1 ? Text($"signal_id = {signals.First()}") : $"signal_id IN ({string.Join(',', signals)})";

    /// <summary>SQL with numbers as SQL writes them.</summary>
    public static string Text(FormattableString sql) => sql.ToString(CultureInfo.InvariantCulture);
}
