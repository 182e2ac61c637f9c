namespace Werkstrom.Connect.LineProtocol;

/// <summary>A body that is read no further than allowed: as sent, or expanded with <paramref name="compressed"/> below it.</summary>
sealed class GuardedStream(Stream inner, GuardedStream? compressed, ConnectOptions options) : Stream
{
    // Below it a high ratio does no harm: a short body of equal lines is not a bomb.
    const long RatioFrom = 1_048_576;

    long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && compressed is not null)
            inner.Dispose();
        base.Dispose(disposing);
    }

    int Count(int read)
    {
        _read += read;
        if (compressed is null)
            return _read <= options.MaxBodyBytes ? read : throw TooLarge($"The body has more than {options.MaxBodyBytes} bytes.");
        if (_read > options.MaxExpandedBytes)
            throw TooLarge($"The body expands to more than {options.MaxExpandedBytes} bytes.");
        return _read <= RatioFrom || _read <= compressed._read * options.MaxRatio
            ? read
            : throw TooLarge($"The body expands to more than {options.MaxRatio} times its size.");
    }

    static BodyTooLargeException TooLarge(string text) => new(text + " Send it in parts; what came before may be stored.");
}

/// <summary>A body larger than allowed, as sent or expanded.</summary>
sealed class BodyTooLargeException(string message) : Exception(message);
