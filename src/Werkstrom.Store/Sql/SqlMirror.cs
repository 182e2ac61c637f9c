using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Sql;

/// <summary>Copies assets and signals to where SQL can join them; only when they changed.</summary>
sealed class SqlMirror(SignalCatalog signals, AssetCatalog assets)
{
    (long Signals, long Assets)? _copied;

    /// <summary>Brings the copies up to date. To be called by one at a time.</summary>
    public void Refresh(DuckConnection connection)
    {
        var now = (signals.Version, assets.Version);
        if (_copied != now)
            connection.InTransaction(() => Copy(connection));
        _copied = now;
    }

    long Copy(DuckConnection connection)
    {
        connection.Execute("DELETE FROM sql_signal; DELETE FROM sql_asset");
        using (DuckAppender rows = new(connection, "sql_signal"))
            Append(rows, signals.All, Put);
        using (DuckAppender rows = new(connection, "sql_asset"))
            Append(rows, assets.All, Put);
        return signals.All.Count;
    }

    // row by row by INSERT it takes a millisecond each: seconds for a large plant, at the first query after every start
    static void Append<T>(DuckAppender rows, IEnumerable<T> all, Action<DuckAppender, int, T> put)
    {
        var count = 0;
        foreach (var one in all)
        {
            put(rows, count, one);
            if (++count < DuckAppender.Capacity)
                continue;
            rows.Commit(count);
            count = 0;
        }

        rows.Commit(count);
        rows.Flush();
    }

    static void Put(DuckAppender rows, int row, Signal s)
    {
        (rows.Int32(0)[row], rows.Int32(5)[row], rows.Doubles(7)[row], rows.Doubles(8)[row]) = (s.Id, s.AssetId, s.Factor, s.Offset);
        rows.Text(1, row, s.Path);
        rows.Text(2, row, s.Title);
        rows.Text(3, row, s.Unit);
        rows.Text(4, row, Word(s.Kind));
        if (s.ExpectedInterval is { } interval)
            rows.Doubles(6)[row] = interval.TotalSeconds;
        else
            rows.Null(6, row);
    }

    static void Put(DuckAppender rows, int row, Asset a)
    {
        rows.Int32(0)[row] = a.Id;
        if (a.ParentId is { } parent)
            rows.Int32(1)[row] = parent;
        else
            rows.Null(1, row);
        rows.Text(2, row, a.Path);
        rows.Text(3, row, a.Kind);
        rows.Text(4, row, a.Title);
    }

    static string Word(SignalKind kind) => kind switch
    {
        SignalKind.Measurement => "measurement",
        SignalKind.Counter => "counter",
        SignalKind.State => "state",
        SignalKind.Price => "price",
        _ => "forecast",
    };
}
