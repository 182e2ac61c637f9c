using System.Collections.Concurrent;
using Werkstrom.Store.Duck;

namespace Werkstrom.Store.Queries;

/// <summary>Connections for reading. Each read is one snapshot: closing in the meantime changes nothing of what it sees.</summary>
/// <param name="connect">Opens a further connection.</param>
/// <param name="most">How many reads may run at once; more wait.</param>
sealed class ReadPool(Func<DuckConnection> connect, int most = 8) : IDisposable
{
    readonly SemaphoreSlim _places = new(most, most);
    readonly ConcurrentBag<ReadConnection> _idle = [];

    /// <summary>Runs <paramref name="read"/> in a snapshot of its own. It is interrupted when <paramref name="stop"/> asks for it.</summary>
    public async Task<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            var connection = _idle.TryTake(out var idle) ? idle : new ReadConnection(connect());
            return Read(connection, read, stop);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        _places.Dispose();
    }

    T Read<T>(ReadConnection connection, Func<ReadConnection, T> read, CancellationToken stop)
    {
        var isWell = false;
        try
        {
            T answer;
            using (stop.UnsafeRegister(static c => ((ReadConnection)c!).Duck.Interrupt(), connection))
            {
                connection.Stop = stop;
                connection.Duck.Execute("BEGIN TRANSACTION READ ONLY");
                answer = read(connection);
            }

            // the registration is gone: nothing interrupts from here on
            connection.Duck.Execute("COMMIT");
            isWell = true;
            return answer;
        }
        catch (DuckException e) when (e.IsInterrupt && stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, stop);
        }
        finally
        {
            // a connection whose query failed is not used again: what state it is in need not be known
            if (isWell)
                _idle.Add(connection);
            else
                connection.Dispose();
        }
    }
}
