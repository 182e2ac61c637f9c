using System.Text;
using System.Text.Unicode;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Werkstrom.Connect.Missing;

/// <summary>Refused payloads on their way to disk, bounded in bytes.</summary>
sealed class DeadLetterQueue(TimeProvider time, IOptions<ConnectOptions> options) : IDeadLetters
{
    // What a row costs besides its text, roughly: columns and indexes.
    const int RowBytes = 200;
    const int LongestDetail = 2_000;

    readonly Channel<QueuedLetter> _channel = Channel.CreateUnbounded<QueuedLetter>(new() { SingleReader = true });
    readonly Lock _gate = new();
    TaskCompletionSource? _room;
    long _bytes;
    long _lastId;

    public ChannelReader<QueuedLetter> Reader => _channel.Reader;

    /// <inheritdoc/>
    public void Add(Source source, Refused refused, Receipt? receipt = null)
    {
        source.Reject();
        receipt?.Expect();
        var letter = Letter(source, refused);
        var fits = Interlocked.Add(ref _bytes, letter.Bytes) <= options.Value.DeadLetterQueueBytes;
        if ((fits || receipt is { Insists: true }) && _channel.Writer.TryWrite(new(letter, receipt)))
            return;
        Release(letter.Bytes);
        source.Forget();
        receipt?.Settle(isKept: false);
    }

    /// <inheritdoc/>
    public ValueTask RoomAsync(CancellationToken stop)
    {
        lock (_gate)
        {
            if (HasRoom)
                return default;
            _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_room.Task.WaitAsync(stop));
        }
    }

    /// <summary>Numbers continue after this one.</summary>
    public void ContinueAfter(long lastId) => Interlocked.Exchange(ref _lastId, lastId);

    /// <summary>Notes that letters are on disk or lost, and no longer in memory.</summary>
    public void Release(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        lock (_gate)
        {
            if (_room is null || !HasRoom)
                return;
            _room.SetResult();
            _room = null;
        }
    }

    /// <summary>No more letters will come.</summary>
    public void Complete() => _channel.Writer.TryComplete();

    bool HasRoom => Interlocked.Read(ref _bytes) is var waiting && (waiting < options.Value.DeadLetterQueueBytes || waiting == 0);

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

/// <summary>A letter on its way to disk, and who wants to know when it is there.</summary>
readonly record struct QueuedLetter(DeadLetter Letter, Receipt? Receipt);
