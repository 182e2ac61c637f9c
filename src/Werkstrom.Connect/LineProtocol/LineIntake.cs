using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Connect.LineProtocol;

/// <summary>Reads a body of lines in blocks and hands the samples to the Store; memory does not depend on the body's length.</summary>
sealed class LineIntake(
    ISampleSink sink, LineResolver resolver, SeriesCache cache, SignalCatalog catalog, RecentBook recent, IDeadLetters letters,
    TimeProvider time, IOptions<ConnectOptions> options) : IReplayer
{
    const int PooledRuns = 16;

    readonly Lock _gate = new();
    readonly Stack<LineRun> _idle = new(PooledRuns);

    public string Kind => "line";

    /// <summary>
    /// Stores the lines of a body. When it returns, all samples it counts are durable. When it throws, some may be stored, but
    /// the sender is told of none.
    /// </summary>
    /// <exception cref="StoreBusyException">The queue is full.</exception>
    /// <exception cref="StoreFullException">The disk is full.</exception>
    public async Task<WriteTally> ReadAsync(Stream body, Sender sender, Precision precision, CancellationToken stop)
    {
        var run = Rent();
        run.Begin(new(sender, sink, letters), LineTimes.At(time.GetUtcNow(), precision, options.Value));
        int read;
        while ((read = await body.ReadAsync(run.Free, stop)) > 0)
            await run.FeedAsync(read, stop);
        var tally = await run.EndAsync(stop);
        Return(run); // not after an exception: the sink may still hold the batch
        return tally;
    }

    /// <inheritdoc/>
    public async Task<Reason?> ReplayAsync(DeadLetter letter, ISampleSink into, CancellationToken stop)
    {
        var precision = PrecisionExtensions.TryParse(letter.Context, out var sent) ? sent : Precision.Nanoseconds;
        var times = LineTimes.At(time.GetUtcNow(), precision, options.Value) with { Stamp = Micros.Of(letter.At) };
        var run = Rent();
        run.Begin(new(new(new(letter.Source, "", "")), into, null), times);
        var payload = letter.Payload();
        payload.CopyTo(run.Free);
        await run.FeedAsync(payload.Length, stop);
        var tally = await run.EndAsync(stop);
        Return(run);
        return tally.First is [var refused, ..] ? refused.Reason : null;
    }

    LineRun Rent()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var run))
                return run;
        }

        return new(resolver, new(cache, catalog, recent), time);
    }

    void Return(LineRun run)
    {
        lock (_gate)
        {
            if (_idle.Count < PooledRuns)
                _idle.Push(run);
        }
    }
}
