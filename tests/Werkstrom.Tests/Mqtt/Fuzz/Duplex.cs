using System.IO.Pipelines;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Fuzz;

/// <summary>A connection in memory: two pipes, without a socket.</summary>
sealed class Duplex
{
    static readonly PipeOptions Direct = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    readonly Pipe _toServer = new(Direct);
    readonly Pipe _toClient = new(Direct);

    public PipeWriter ToServer => _toServer.Writer;

    public PipeReader FromServer => _toClient.Reader;

    /// <summary>Whether the server cut it.</summary>
    public bool IsAborted { get; private set; }

    public MqttTransport Transport => new()
    {
        Input = _toServer.Reader,
        Output = _toClient.Writer,
        Abort = () => IsAborted = true,
        Name = "tcp",
    };

    /// <summary>The client's end as a stream.</summary>
    public Stream ClientStream() => new Both(FromServer.AsStream(), ToServer.AsStream());

    sealed class Both(Stream read, Stream write) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            read.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            write.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => write.FlushAsync(cancellationToken);

        public override void Flush() => write.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            read.Dispose();
            write.Dispose();
            base.Dispose(disposing);
        }
    }
}
