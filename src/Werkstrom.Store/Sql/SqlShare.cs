namespace Werkstrom.Store.Sql;

/// <summary>
/// The memory that running queries have together. DuckDB does not tell what a single one takes, so all share one limit: then none can
/// take more than it, whatever its neighbours do. Where it is passed, the youngest is stopped first.
/// </summary>
sealed class SqlShare
{
    readonly Lock _gate = new();
    readonly List<SqlLimits> _running = [];
    long _before;

    /// <summary>A query begins.</summary>
    /// <param name="query">It.</param>
    /// <param name="used">Bytes that DuckDB has in use now.</param>
    public void Enter(SqlLimits query, long used)
    {
        lock (_gate)
        {
            if (_running.Count == 0)
                _before = used;
            _running.Add(query);
        }
    }

    /// <summary>A query has ended.</summary>
    public void Leave(SqlLimits query)
    {
        lock (_gate)
            _running.Remove(query);
    }

    /// <summary>True when the queries together have passed the limit and this one is to be stopped for it.</summary>
    public bool IsTooMuch(SqlLimits query, long used, long limit)
    {
        lock (_gate)
            return used - _before > limit && _running.LastOrDefault(q => q.Reason is null) == query;
    }
}
