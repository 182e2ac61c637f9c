using System.Text;
using System.Text.Unicode;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Werkstrom.Connect.Missing;

/// <summary>Refused payloads on their way to disk, bounded in bytes; adding never waits.</summary>
sealed class DeadLetterQueue(TimeProvider time, IOptions<ConnectOptions> options) : IDeadLetters
{
    // What a row costs besides its text, roughly: columns and indexes.
    const int RowBytes = 200;
    const int LongestDetail = 2_000;

    readonly Channel<DeadLetter> _channel = Channel.CreateUnbounded<DeadLetter>(new() { SingleReader = true });
    long _bytes;
    long _lastId;

    public ChannelReader<DeadLetter> Reader => _channel.Reader;

    /// <inheritdoc/>
    public void Add(Source source, Refused refused)
    {
        source.Reject();
        var letter = Letter(source, refused);
        if (Interlocked.Add(ref _bytes, letter.Bytes) <= options.Value.DeadLetterQueueBytes && _channel.Writer.TryWrite(letter))
            return;
        Interlocked.Add(ref _bytes, -letter.Bytes);
        source.Forget();
    }

    /// <summary>Numbers continue after this one.</summary>
    public void ContinueAfter(long lastId) => Interlocked.Exchange(ref _lastId, lastId);

    /// <summary>Notes that letters are on disk or lost, and no longer in memory.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>No more letters will come.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    DeadLetter Letter(Source source, Refused refused)
    {
        var raw = refused.Raw.AsSpan(0, Math.Min(refused.Raw.Length, DeadLetter.MaxRaw));
        var isText = Utf8.IsValid(raw) && !raw.Contains((byte)0); // PostgreSQL has no NUL in text
        var text = isText ? Encoding.UTF8.GetString(raw) : Convert.ToBase64String(raw);
        return new()
        {
            Id = Interlocked.Increment(ref _lastId),
            At = time.GetUtcNow(),
            Source = source.Key,
            Kind = refused.Kind,
            Context = refused.Context,
            Line = refused.Line,
            Reason = refused.Reason.Code,
            Detail = refused.Reason.Detail.Length > LongestDetail ? refused.Reason.Detail[..LongestDetail] : refused.Reason.Detail,
            Raw = text,
            IsBase64 = !isText,
            IsCut = refused.IsCut || raw.Length < refused.Raw.Length,
            Bytes = text.Length + RowBytes,
        };
    }
}
