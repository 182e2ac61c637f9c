using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Closing;

/// <summary>Appends sorted samples to <c>sample_closed</c>.</summary>
sealed class ClosedWriter(DuckConnection connection) : IDisposable
{
    readonly DuckAppender _appender = new(connection, "sample_closed");
    int _rows;

    /// <summary>Adds one sample.</summary>
    public void Add(int signal, long instant, double value, byte quality)
    {
        (_appender.Int32(0)[_rows], _appender.Timestamps(1)[_rows]) = (signal, instant);
        (_appender.Doubles(2)[_rows], _appender.Bytes(3)[_rows]) = (value, quality);
        if (++_rows < DuckAppender.Capacity)
            return;
        _appender.Commit(_rows);
        _rows = 0;
    }

    /// <summary>Hands what was added to the table, within the connection's transaction.</summary>
    public void Flush()
    {
        _appender.Commit(_rows);
        _rows = 0;
        _appender.Flush();
    }

    public void Dispose() => _appender.Dispose();
}
