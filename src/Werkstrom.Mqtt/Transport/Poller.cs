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

    readonly int _pause;
    readonly Epoll.Handle _list = Epoll.Create();
    readonly ConcurrentDictionary<long, PolledConnection> _watched = [];
    readonly ManualResetEvent _isStopped = new(false);

    /// <param name="pause">Milliseconds after each look; 0: none.</param>
    public Poller(int pause)
    {
        _pause = pause;
        new Thread(Run) { IsBackground = true, Name = pause == 0 ? "MQTT lively" : "MQTT quiet" }.Start();
    }

    /// <summary>Tells a connection from now on that it can read.</summary>
    public void Add(PolledConnection connection)
    {
        _watched[connection.Number] = connection;
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
        _watched.TryRemove(connection.Number, out _);
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
        if (_pause > 0)
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

                if (_pause == 0 || count <= 0)
                    continue;
                MqttRound.Scheduler.Hand();
                _isStopped.WaitOne(_pause);
            }
        }
        catch (ObjectDisposedException)
        {
            // the end
        }
    }
}
