using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Werkstrom.Mqtt.Transport;

/// <summary>
/// One socket. It is read by the thread of its poller; who reads what came does so on a thread of the pool. A client that was silent
/// for a while is read together with others like it, after a pause of some milliseconds; one that goes on at once is read at once.
/// </summary>
sealed class PolledConnection : DefaultConnectionContext
{
    /// <summary>Milliseconds of silence after which a client counts as quiet; a pause shorter than <see cref="Soon"/> makes it lively again.</summary>
    const int Quiet = 250, Soon = 100;

    const int SmallRead = 2 * 1024, LargeRead = 32 * 1024;

    // what a client sends waits here until it is read; above, TCP slows it
    static readonly PipeOptions Waiting = new(
        readerScheduler: new MqttRound.Scheduler(), writerScheduler: PipeScheduler.ThreadPool, pauseWriterThreshold: 512 * 1024,
        resumeWriterThreshold: 256 * 1024, minimumSegmentSize: SmallRead, useSynchronizationContext: false);

    static long _numbers;

    readonly Lock _gate = new();
    readonly CancellationTokenSource _closed = new(); // has no timer, so it need not be disposed, which its users would not outlive
    readonly Socket _socket;
    readonly Pipe _input = new(Waiting);
    readonly Poller _lively;
    readonly Poller _quiet;
    Poller _poller;
    long _readAt = Environment.TickCount64;
    bool _isHeld;
    bool _isRead;

    public PolledConnection(Socket socket, Poller lively, Poller quiet)
        : this(socket, lively, quiet, Interlocked.Increment(ref _numbers))
    {
    }

    PolledConnection(Socket socket, Poller lively, Poller quiet, long number)
        : base($"mqtt-{number:x}")
    {
        (_socket, _lively, _quiet, _poller, Number) = (socket, lively, quiet, lively, number);
        (LocalEndPoint, RemoteEndPoint) = (socket.LocalEndPoint, socket.RemoteEndPoint);
        Handle = socket.SafeHandle;
        ConnectionClosed = _closed.Token;
        Transport = new Both(_input.Reader, new PolledOutput(socket));
    }

    /// <summary>Names it.</summary>
    public long Number { get; }

    public SafeSocketHandle Handle { get; }

    /// <summary>Begins to read.</summary>
    public void Start()
    {
        lock (_gate)
            Watch();
    }

    /// <summary>Reads what has come; on the thread of the poller.</summary>
    public void Read()
    {
        lock (_gate)
        {
            if (_isRead || _isHeld)
                return;
            var room = _input.Writer.GetMemory(_poller == _quiet ? SmallRead : LargeRead);
            var count = Receive(room.Span, out var error);
            if (error == SocketError.WouldBlock)
                return;
            if (count == 0)
            {
                EndReading(error == SocketError.Success ? null : new ConnectionResetException("The client ended the connection."));
                return;
            }

            _input.Writer.Advance(count);
            var flush = _input.Writer.FlushAsync(CancellationToken.None);
            if (!flush.IsCompleted)
                _ = GoOnAfterAsync(flush);
            else if (flush.Result.IsCompleted)
                EndReading(null);
            else
                Choose(Environment.TickCount64);
        }
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        lock (_gate)
            EndReading(abortReason);
        _socket.Close(timeout: 0); // a reset: what the client never took does not stay with the system for minutes
    }

    public override ValueTask DisposeAsync()
    {
        lock (_gate)
            EndReading(null);
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // it was closed from the other side
        }

        _socket.Dispose();
        _input.Reader.Complete(); // gives back what nobody read
        return base.DisposeAsync();
    }

    int Receive(Span<byte> room, out SocketError error)
    {
        try
        {
            var count = _socket.Receive(room, SocketFlags.None, out error);
            return error == SocketError.Success ? count : 0;
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }

    // nobody takes what was read: reading waits
    async Task GoOnAfterAsync(ValueTask<FlushResult> flush)
    {
        _isHeld = true;
        _poller.Remove(this);
        var isOver = (await flush).IsCompleted;
        lock (_gate)
        {
            _isHeld = false;
            if (isOver)
                EndReading(null);
            else if (!_isRead)
                Watch();
        }
    }

    void EndReading(Exception? why)
    {
        if (_isRead)
            return;
        _isRead = true;
        _poller.Remove(this);
        _input.Writer.Complete(why);
        ThreadPool.UnsafeQueueUserWorkItem(static closed => Tell(closed), _closed, preferLocal: false);
    }

    static void Tell(CancellationTokenSource closed)
    {
        try
        {
            closed.Cancel();
        }
        catch (AggregateException)
        {
            // who was told failed: that is theirs, and no reason for the program to end
        }
    }

    void Watch()
    {
        if (!_poller.TryAdd(this))
            EndReading(new ConnectionAbortedException("The system watches no more sockets."));
    }

    void Choose(long now)
    {
        var silent = now - _readAt;
        _readAt = now;
        var better = silent >= Quiet ? _quiet : silent < Soon ? _lively : _poller;
        if (better == _poller)
            return;
        _poller.Remove(this);
        _poller = better;
        Watch();
    }

    sealed record Both(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
