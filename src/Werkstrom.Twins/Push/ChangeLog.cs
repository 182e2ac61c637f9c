using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Push;

/// <summary>
/// The last changes of what is stored and of the shells of assets, in their order, for whoever listens and for who comes back after a break. What is older, or was before the
/// start of this process, is not known: then a listener is told to read anew.
/// </summary>
sealed class ChangeLog(TimeProvider clock, ILogger<ChangeLog> log) : BackgroundService, IDocumentWatcher
{
    /// <summary>So many changes are kept, as long as their values together have at most <see cref="MostBytes"/>.</summary>
    public const int Most = 2_000;

    const int MostBytes = 8_000_000, MostWaiting = 20_000;

    readonly Channel<Func<IReadOnlyList<TwinChange>>> _waiting =
        Channel.CreateBounded<Func<IReadOnlyList<TwinChange>>>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    readonly Lock _lock = new();
    readonly Queue<TwinChange> _kept = new();
    readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    TaskCompletionSource _changed = New();
    long _last;
    long _bytes;

    /// <summary>Number of the last change.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>The name of a number for who comes back.</summary>
    public string Name(long number) => string.Create(CultureInfo.InvariantCulture, $"{_run}-{number}");

    /// <summary>The number of a name; null when it is of another run, or none.</summary>
    public long? Number(string name) =>
        name.Split('-') is [var run, var text] && run == _run && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Last ? number : null;

    public void Changed(EntryKind kind, string id, Entry? before, Entry? after)
    {
        if (kind is EntryKind.Shell or EntryKind.Submodel)
            Add(() => ElementChanges.Of(kind, id, before, after));
    }

    /// <summary>Takes changes, which are found when their turn comes.</summary>
    public void Add(Func<IReadOnlyList<TwinChange>> changes)
    {
        if (!_waiting.Writer.TryWrite(changes))
            log.ChangesDropped();
    }

    /// <summary>The changes after a number; null when some of them are no longer known.</summary>
    public IReadOnlyList<TwinChange>? After(long number)
    {
        lock (_lock)
            return number < _last - _kept.Count ? null : [.. _kept.Where(c => c.Number > number)];
    }

    /// <summary>Waits until there is a change after a number.</summary>
    public async Task WaitAsync(long number, CancellationToken stop)
    {
        // taken before the number is looked at: a change in between completes it
        var changed = Volatile.Read(ref _changed).Task;
        if (Last <= number)
            await changed.WaitAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var changes in _waiting.Reader.ReadAllAsync(stoppingToken))
            Keep(changes());
    }

    void Keep(IReadOnlyList<TwinChange> changes)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            foreach (var change in changes)
            {
                _kept.Enqueue(change with { Number = ++_last, At = now });
                _bytes += change.Value?.Length ?? 0;
            }

            while (_kept.Count > Most || _bytes > MostBytes)
                _bytes -= _kept.Dequeue().Value?.Length ?? 0;
        }

        Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
