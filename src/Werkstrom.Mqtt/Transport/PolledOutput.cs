using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Werkstrom.Mqtt.Transport;

/// <summary>Sends on the thread that flushes; only what the socket does not take at once waits. Bounded by the writer: a flush takes all.</summary>
sealed class PolledOutput(Socket socket) : PipeWriter
{
    const int Smallest = 512;
    const int Largest = 64 * 1024;

    byte[] _buffer = [];
    int _count;
    int _likely = Smallest;
    bool _isGone;
    bool _isSending;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _count;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_count);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_buffer.Length - _count));
        _count += bytes;
    }

    /// <summary>Completes when the socket has taken everything. Completed is what it gives when nobody reads any more.</summary>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_count > 0 && !_isGone)
        {
            var sent = Send();
            if (sent < _count && !_isGone)
                return SendRestAsync(sent);
        }

        return new(End());
    }

    public override void CancelPendingFlush()
    {
        // a flush ends with the connection
    }

    public override void Complete(Exception? exception = null)
    {
        _isGone = true;
        if (!_isSending) // the socket still has the buffer, which must not be somebody else's before
            End();
    }

    int Send()
    {
        try
        {
            var sent = socket.Send(_buffer.AsSpan(0, _count), SocketFlags.None, out var error);
            _isGone = error is not (SocketError.Success or SocketError.WouldBlock);
            return Math.Max(sent, 0);
        }
        catch (ObjectDisposedException)
        {
            _isGone = true;
            return 0;
        }
    }

    async ValueTask<FlushResult> SendRestAsync(int sent)
    {
        _isSending = true;
        try
        {
            while (sent < _count)
                sent += await socket.SendAsync(_buffer.AsMemory(sent, _count - sent), SocketFlags.None);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _isGone = true;
        }

        _isSending = false;
        return End();
    }

    // a connection that sends nothing holds no memory
    FlushResult End()
    {
        _likely = Math.Clamp(_count, Smallest, Largest);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _count) = ([], 0);
        return new(isCanceled: false, isCompleted: _isGone);
    }

    void Reserve(int size)
    {
        var needed = _count + Math.Max(size, 1);
        if (needed <= _buffer.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, _likely), _buffer.Length * 2));
        _buffer.AsSpan(0, _count).CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
