using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>One body on its way through: a buffer, a decoder and the samples that are not yet handed over. Reused.</summary>
sealed class LineRun(LineResolver resolver, LineDecoder decoder, TimeProvider time)
{
    // Holds the longest line four times: a block has some thousand lines, and new signals of a block share a transaction.
    const int BufferSize = 4 * ConnectLimits.LongestLine;

    // Only a block is decoded, or the end of the body: what breaks off before makes no signals.
    const int Block = BufferSize - ConnectLimits.LongestLine;
    const int FlushSamples = 50_000;
    const int FlushRefusedBytes = 1_048_576;

    readonly byte[] _buffer = new byte[BufferSize];
    readonly List<RefusedLine> _refused = [];
    LineTarget _to = null!;
    WriteTally _tally = null!;
    LineTimes _times;
    int _filled;
    int _counted;
    long _refusedBytes;
    long _skipped;
    byte[]? _skippedStart;

    /// <summary>Where the next bytes of the body go.</summary>
    public Memory<byte> Free => _buffer.AsMemory(_filled);

    public void Begin(LineTarget to, LineTimes times)
    {
        (_to, _times, _tally) = (to, times, new());
        (_filled, _counted, _refusedBytes, _skipped, _skippedStart) = (0, 0, 0, 0, null);
        _refused.Clear();
        decoder.Reset(to.Sender.Reach);
    }

    /// <summary>Takes the bytes that were read into <see cref="Free"/>.</summary>
    public async ValueTask FeedAsync(int count, CancellationToken stop)
    {
        _filled += count;
        if ((_skippedStart is not null && !TryEndSkip()) || _filled < Block)
            return;
        var end = _buffer.AsSpan(0, _filled).LastIndexOf((byte)'\n') + 1;
        if (end > 0)
        {
            if (await DecodeAsync(end, stop)) // the next block may never come: no new signal waits for it without a sample
                await FlushAsync(stop);
            Drop(end);
        }

        if (_filled > ConnectLimits.LongestLine)
            BeginSkip();
    }

    /// <summary>Takes what is left as the last line, and makes all durable.</summary>
    public async ValueTask<WriteTally> EndAsync(CancellationToken stop)
    {
        if (_skippedStart is not null)
            RefuseSkipped();
        if (_filled > 0)
            await DecodeAsync(_filled, stop);
        _filled = 0;
        await FlushAsync(stop);
        _tally.Seen = decoder.Lines;
        return _tally;
    }

    // true when it made signals, or the catalog has others otherwise
    async ValueTask<bool> DecodeAsync(int end, CancellationToken stop)
    {
        decoder.Decode(_buffer.AsSpan(0, end), _times);
        if (decoder.Held.Count > 0)
            await resolver.ResolveAsync(_buffer.AsMemory(0, end), decoder, _times, _to.Sender, _refused, stop);
        for (; _counted < _refused.Count; _counted++)
            _refusedBytes += _refused[_counted].Raw.Length;
        if (decoder.Batch.Count >= FlushSamples || _refusedBytes >= FlushRefusedBytes)
            await FlushAsync(stop);
        return decoder.IsCatalogChanged;
    }

    // First the good samples, then the bad lines: a request that is answered with "try again" leaves no letters.
    async ValueTask FlushAsync(CancellationToken stop)
    {
        if (decoder.Batch.Count > 0)
            await _to.Sink.WriteAsync(decoder.Batch, stop);
        _tally.Stored += decoder.Batch.Count;
        _to.Sender.Source.Accept(decoder.Batch.Count, decoder.Late, decoder.Repeats.Settle(decoder.Batch), time.GetUtcNow());
        decoder.Batch.Clear();
        decoder.Late = 0;
        _refused.Sort((one, other) => one.Number.CompareTo(other.Number)); // some are found out later than others
        foreach (var line in _refused)
        {
            _tally.Refuse(line.Number, line.Reason);
            _to.Letters?.Add(_to.Sender.Source, new("line", _times.Precision.Letters, line.Number, line.Reason, line.Raw, line.IsCut), _tally.Letters);
        }

        _to.Sender.Source.Keep();
        _refused.Clear();
        (_counted, _refusedBytes) = (0, 0);
    }

    void BeginSkip()
    {
        _skippedStart = _buffer.AsSpan(0, ConnectLimits.KeptOfTooLong).ToArray();
        _skipped = _filled;
        _filled = 0;
    }

    // A line that is too long is passed over until its end; only its start is kept.
    bool TryEndSkip()
    {
        var end = _buffer.AsSpan(0, _filled).IndexOf((byte)'\n');
        _skipped += end < 0 ? _filled : end;
        if (end < 0)
        {
            _filled = 0;
            return false;
        }

        Drop(end + 1);
        RefuseSkipped();
        return true;
    }

    void RefuseSkipped()
    {
        decoder.Lines++;
        _refused.Add(new(decoder.Lines, LineReasons.TooLong(_skipped), _skippedStart!, true));
        _skippedStart = null;
    }

    void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }
}

/// <summary>Who sends lines, where their samples go, and who keeps what is refused (null: nobody, it is kept already).</summary>
sealed record LineTarget(Sender Sender, ISampleSink Sink, IDeadLetters? Letters);
