using System.Collections.Concurrent;

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

    /// <param name="longestPause">Milliseconds after each look with very many connections; 0: never a pause.</param>
    public Poller(int longestPause)
    {
        _longestPause = longestPause;
        new Thread(Run) { IsBackground = true, Name = longestPause == 0 ? "MQTT lively" : "MQTT quiet" }.Start();
    }

    /// <summary>Tells a connection from now on that it can read.</summary>
    public void Add(PolledConnection connection)
    {
        if (_watched.TryAdd(connection.Number, connection))
            Interlocked.Increment(ref _count);
        try
        {
            if (Epoll.TryAdd(_list, connection.Handle, connection.Number))
                return;
        }
        catch (ObjectDisposedException)
        {
            // it, or everything, is being closed
        }

        _watched.TryRemove(connection.Number, out _);
    }

    /// <summary>Leaves a connection alone.</summary>
    public void Remove(PolledConnection connection)
    {
        if (_watched.TryRemove(connection.Number, out _))
            Interlocked.Decrement(ref _count);
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
        _isStopped.Set();
        _list.Dispose();
    }

    void Run()
    {
        var room = Epoll.Room(AtATime);
        if (_longestPause > 0)
            MqttRound.Scheduler.Begin();
        try
        {
            while (!_list.IsClosed)
            {
                var count = Epoll.Wait(_list, room, LongestWait);
                for (var i = 0; i < count; i++)
                {
                    if (_watched.TryGetValue(Epoll.Tag(room, i), out var connection))
                        connection.Read();
                }

                if (_longestPause == 0 || count <= 0)
                    continue;
                MqttRound.Scheduler.Hand();
                if (Math.Min(_longestPause, Volatile.Read(ref _count) / ForEachMillisecond) is > 0 and var pause)
                    _isStopped.WaitOne(pause);
            }
        }
        catch (ObjectDisposedException)
        {
            // the end
        }
    }
}
