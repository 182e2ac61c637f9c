using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Werkstrom.Mqtt.Transport;

/// <summary>
/// One thread that reads many connections. With a pause, what comes during it is read in one go: then the costs of waking threads,
/// here, behind and at the clients, are those of one message for many.
/// </summary>
sealed class Poller : IDisposable
{
    const int AtATime = 1024;

    // how soon the thread sees that it shall end
    const int LongestWait = 500;

    // so many connections for each millisecond of pause: who has few machines never waits
    const int ForEachMillisecond = 100;

    readonly int _longestPause;
    readonly Epoll.Handle _list = Epoll.Create();
    readonly ConcurrentDictionary<long, PolledConnection> _watched = [];
    readonly ManualResetEvent _isStopped = new(false);
    int _count;
    volatile bool _isOver;

    /// <param name="longestPause">Milliseconds after each look with very many connections; 0: never a pause.</param>
    public Poller(int longestPause)
    {
        _longestPause = longestPause;
        new Thread(Run) { IsBackground = true, Name = longestPause == 0 ? "MQTT lively" : "MQTT quiet" }.Start();
    }

    /// <summary>How many connections it reads.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Tells a connection from now on that it can read.</summary>
    /// <returns>False when it, or everything, is being closed, or the system watches no more sockets: nothing would be read any more.</returns>
    public bool TryAdd(PolledConnection connection)
    {
        if (_watched.TryAdd(connection.Number, connection))
            Interlocked.Increment(ref _count);
        try
        {
            if (!_isOver && Epoll.TryAdd(_list, connection.Handle, connection.Number))
                return true;
        }
        catch (ObjectDisposedException)
        {
            // as if the system had refused
        }

        Forget(connection);
        return false;
    }

    /// <summary>Leaves a connection alone.</summary>
    public void Remove(PolledConnection connection)
    {
        Forget(connection);
        try
        {
            Epoll.TryRemove(_list, connection.Handle);
        }
        catch (ObjectDisposedException)
        {
            // a socket that is closed is in no list
        }
    }

    /// <summary>Ends the thread, soon.</summary>
    public void Dispose()
    {
        _isOver = true;
        _isStopped.Set();
        _list.Dispose();
    }

    void Forget(PolledConnection connection)
    {
        if (_watched.TryRemove(connection.Number, out _))
            Interlocked.Decrement(ref _count);
    }

    void Run()
    {
        var room = Epoll.Room(AtATime);
        if (_longestPause > 0)
            MqttRound.Scheduler.Begin();
        try
        {
            while (!_isOver)
            {
                var count = Epoll.Wait(_list, room, LongestWait);
                for (var i = 0; i < count; i++)
                {
                    if (_watched.TryGetValue(Epoll.Tag(room, i), out var connection))
                        Read(connection);
                }

                if (_longestPause == 0 || count <= 0)
                    continue;
                MqttRound.Scheduler.Hand();
                if (Math.Min(_longestPause, Count / ForEachMillisecond) is > 0 and var pause)
                    _isStopped.WaitOne(pause);
            }
        }
        catch (ObjectDisposedException)
        {
            // the end
        }
    }

    // what goes wrong with one connection ends that one, not the thread of all
    static void Read(PolledConnection connection)
    {
        try
        {
            connection.Read();
        }
        catch (Exception e)
        {
            connection.Abort(new ConnectionAbortedException("The connection could not be read.", e));
        }
    }
}
