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
        using (var statement = connection.Prepare("INSERT INTO sql_signal VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"))
        {
            foreach (var s in signals.All)
                Run(statement, s.Id, s.Path, s.Title, s.Unit, Word(s.Kind), s.AssetId, s.ExpectedInterval?.TotalSeconds, s.Factor, s.Offset);
        }

        using (var statement = connection.Prepare("INSERT INTO sql_asset VALUES ($1, $2, $3, $4, $5)"))
        {
            foreach (var a in assets.All)
                Run(statement, a.Id, a.ParentId, a.Path, a.Kind, a.Title);
        }

        return signals.All.Count;
    }

    static void Run(DuckStatement statement, params ReadOnlySpan<object?> values)
    {
        using var result = statement.BindAll(values).Execute();
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
