using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Ingest;

/// <summary>Fills chunks of <c>sample_hot</c> or <c>sample_late</c> from columns.</summary>
sealed class RowWriter(DuckConnection connection, string table) : IDisposable
{
    readonly DuckAppender _appender = new(connection, table);
    int _rows;

    /// <summary>Copies samples whose positions follow each other.</summary>
    public void Add(ReadOnlySpan<int> signals, ReadOnlySpan<long> instants, ReadOnlySpan<double> values, ReadOnlySpan<byte> qualities, long seq)
    {
        while (signals.Length > 0)
        {
            var count = Math.Min(signals.Length, DuckAppender.Capacity - _rows);
            signals[..count].CopyTo(_appender.Int32(0)[_rows..]);
            instants[..count].CopyTo(_appender.Timestamps(1)[_rows..]);
            values[..count].CopyTo(_appender.Doubles(2)[_rows..]);
            qualities[..count].CopyTo(_appender.Bytes(3)[_rows..]);
            var seqs = _appender.Int64(4)[_rows..];
            for (var i = 0; i < count; i++)
                seqs[i] = seq + i;
            Filled(count);
            signals = signals[count..];
            instants = instants[count..];
            values = values[count..];
            qualities = qualities[count..];
            seq += count;
        }
    }

    /// <summary>Hands what was added to the table, within the connection's transaction.</summary>
    public void Flush()
    {
        _appender.Commit(_rows);
        _rows = 0;
        _appender.Flush();
    }

    public void Dispose() => _appender.Dispose();

    void Filled(int count)
    {
        _rows += count;
        if (_rows < DuckAppender.Capacity)
            return;
        _appender.Commit(_rows);
        _rows = 0;
    }
}
