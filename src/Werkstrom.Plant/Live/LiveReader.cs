using System.Threading.Channels;

namespace Werkstrom.Plant.Live;

/// <summary>One browser or program that listens. It holds a few frames at most: who is too slow gets the last values instead.</summary>
sealed class LiveReader
{
    const int FramesHeld = 4;

    readonly Channel<byte[]> _frames = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(FramesHeld) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    int _isBehind;

    /// <summary>Hands over a frame; never waits.</summary>
    public void Offer(byte[] frame)
    {
        if (!_frames.Writer.TryWrite(frame) && !ReferenceEquals(frame, LiveFrame.Heartbeat))
            Volatile.Write(ref _isBehind, 1);
    }

    /// <summary>The next frame; null when frames were lost and the reader needs the last values again.</summary>
    public async ValueTask<byte[]?> NextAsync(CancellationToken stop)
    {
        var frame = await _frames.Reader.ReadAsync(stop);
        if (Interlocked.Exchange(ref _isBehind, 0) == 0)
            return frame;
        while (_frames.Reader.TryRead(out _))
        {
            // what is held is older than the last values that follow
        }
        return null;
    }
}
