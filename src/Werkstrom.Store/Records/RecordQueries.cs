using System.Globalization;
using Werkstrom.Kernel.Records;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store.Records;

/// <summary>Reads the rows of records, also together with what signals were at when they happened.</summary>
public sealed class RecordQueries(SampleStore store, RecordTypes types, SampleQueries samples)
{
    /// <summary>Rows, newest first.</summary>
    public Task<IReadOnlyList<RecordRow>> ListAsync(RecordFilter filter, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(filter.Limit);
        ArgumentOutOfRangeException.ThrowIfNegative(filter.Offset);
        List<object?> values = [];
        var where = string.Join(" AND ", Conditions(filter, values));
        var sql = string.Create(CultureInfo.InvariantCulture,
            $"SELECT {RecordTable.Columns} FROM record WHERE {where} ORDER BY starts DESC, id DESC LIMIT {filter.Limit} OFFSET {filter.Offset}");
        return ReadAsync(sql, [.. values], stop);
    }

    /// <summary>How many rows a filter lets through, without regard to limit and offset.</summary>
    public Task<long> CountAsync(RecordFilter filter, CancellationToken stop)
    {
        List<object?> values = [];
        var sql = $"SELECT count(*)::BIGINT FROM record WHERE {string.Join(" AND ", Conditions(filter, values))}";
        return store.Reads.RunAsync(lease => lease.Connection.Scalar(sql, [.. values]) as long? ?? 0, stop);
    }

    /// <summary>A row as it holds now, withdrawn or not; null when there is none.</summary>
    public async Task<RecordRow?> FindAsync(long id, CancellationToken stop) =>
        (await ReadAsync($"SELECT {RecordTable.Columns} FROM record WHERE id = $1", [id], stop)).SingleOrDefault();

    /// <summary>All revisions of a row, newest first; empty when there is none.</summary>
    public Task<IReadOnlyList<RecordRow>> HistoryAsync(long id, CancellationToken stop) => ReadAsync(
        $"""
        SELECT {RecordTable.Columns} FROM record WHERE id = $1 UNION ALL
        SELECT {RecordTable.Columns} FROM record_history WHERE id = $1 ORDER BY revision DESC
        """,
        [id], stop);

    /// <summary>Rows with what each of some signals was at when the row began: the as-of join.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="signals">Numbers of the signals.</param>
    /// <param name="atMost">How old a value may be; null for any age.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The rows, and a value a signal for each in the order of <paramref name="signals"/>; NaN where there is none.</returns>
    public async Task<IReadOnlyList<(RecordRow Row, double[] Values)>> WithSamplesAsync(
        RecordFilter filter, IReadOnlyList<int> signals, TimeSpan? atMost, CancellationToken stop)
    {
        var rows = await ListAsync(filter, stop);
        var values = await samples.AsOfAsync(signals, [.. rows.Select(r => Micros.Of(r.At))], atMost, stop);
        return [.. rows.Select((row, i) => (row, values.Select(v => v[i]).ToArray()))];
    }

    static IEnumerable<string> Conditions(RecordFilter filter, List<object?> values)
    {
        yield return filter.WithWithdrawn ? "true" : "NOT is_withdrawn";
        if (filter.Type is { } type)
            yield return $"type = {Bind(values, type)}";
        if (filter.AssetIds is { } assets)
            yield return assets.Count == 0 ? "false" : $"asset_id IN ({string.Join(',', assets)})";
        if (filter.From is { } from)
            yield return $"starts >= {Bind(values, from)}";
        if (filter.To is { } to)
            yield return $"starts < {Bind(values, to)}";
        if (filter.ChangedFrom is { } changed)
            yield return $"recorded_at >= {Bind(values, changed)}";
        if (filter.IsOpen is { } isOpen)
            yield return isOpen ? "ends IS NULL" : "ends IS NOT NULL";
        foreach (var (field, value) in filter.Fields ?? new Dictionary<string, string>())
            yield return Condition(Bind(values, $"$.\"{field.Replace("\"", "", StringComparison.Ordinal)}\""), Bind(values, value));
    }

    // numbers by value: 5 and 5.0 are the same; everything else as text
    static string Condition(string path, string value) =>
        $"(fields->>{path}::VARCHAR = {value} OR TRY_CAST(fields->>{path}::VARCHAR AS DOUBLE) = TRY_CAST({value} AS DOUBLE))";

    static string Bind(List<object?> values, object value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    Task<IReadOnlyList<RecordRow>> ReadAsync(string sql, object?[] values, CancellationToken stop) =>
        store.Reads.RunAsync<IReadOnlyList<RecordRow>>(lease => RecordTable.Read(lease.Connection, types, sql, values), stop);
}
