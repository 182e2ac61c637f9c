using System.Diagnostics.CodeAnalysis;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Signals;

/// <summary>
/// All signals in memory, backed by the registry. Reads never wait and take no lock; what <see cref="EnsureAsync"/> returned
/// is on disk. Paths that a rename, move or merge left behind still find their signal, so sources need not change.
/// </summary>
public sealed class SignalCatalog
{
    readonly CatalogMemory<Signal> _signals;
    readonly SignalMaker _maker;
    readonly SignalStates _states;
    readonly SignalChanges _changes;
    readonly SignalMerges _merges;

    internal SignalCatalog(CatalogWriter writer, SignalStates states, SignalMerges merges)
    {
        _signals = writer.Signals;
        _maker = new SignalMaker(writer);
        _changes = new SignalChanges(writer, states);
        (_states, _merges) = (states, merges);
    }

    /// <summary>All signals, ordered by path, archived ones included.</summary>
    public IReadOnlyList<Signal> All => _signals.All;

    /// <summary>Rises with every change; a cache that keeps it can tell that it is stale.</summary>
    public long Version => _signals.Version;

    /// <summary>Finds a signal by its number; a number that was merged into another gives that other.</summary>
    public bool TryGet(int id, [NotNullWhen(true)] out Signal? signal) => _signals.TryGet(id, out signal);

    /// <summary>Finds a signal by its path or a former path, without regard to case.</summary>
    public bool TryGet(string path, [NotNullWhen(true)] out Signal? signal) => _signals.TryGet(path.AsSpan(), out signal);

    /// <summary>Finds a signal by its path or a former path, without regard to case and without allocating.</summary>
    public bool TryGet(ReadOnlySpan<char> path, [NotNullWhen(true)] out Signal? signal) => _signals.TryGet(path, out signal);

    /// <summary>
    /// Finds the signals of these paths and makes those that are missing, with their assets, in one transaction.
    /// Never throws for a single bad entry: each result has a signal or a reason.
    /// </summary>
    public Task<IReadOnlyList<EnsuredSignal>> EnsureAsync(IReadOnlyList<WantedSignal> wanted, CancellationToken stop) =>
        _maker.EnsureAsync(wanted, stop);

    /// <summary>The number that stands for a text of a state signal; a new text gets the next number, on disk before this returns.</summary>
    /// <returns>The number; null when the dictionary is full (1,000 texts), or the text is empty or longer than 200 characters.</returns>
    public ValueTask<int?> EnsureStateAsync(int signalId, string text, CancellationToken stop) =>
        _states.EnsureAsync(signalId, text, stop);

    /// <summary>The number that stands for a text that the signal has already; does not allocate.</summary>
    public bool TryGetState(int signalId, ReadOnlySpan<char> text, out int number) => _states.TryGet(signalId, text, out number);

    /// <summary>The texts of a state signal by number; empty when it has none.</summary>
    public IReadOnlyDictionary<int, string> States(int signalId) => _states.Of(signalId);

    /// <summary>Gives a number of a state signal its text, or another one.</summary>
    /// <returns>Why not, as a sentence; null when it was done.</returns>
    public Task<string?> SetStateTextAsync(int signalId, int number, string text, CancellationToken stop) =>
        _states.SetTextAsync(signalId, number, text, stop);

    /// <summary>
    /// Changes title, kind, limits, expected interval, retention, or puts a signal away:
    /// <c>ChangeAsync(id, s =&gt; s with { Title = "Öl" }, stop)</c>. All that is wrong is told at once.
    /// </summary>
    /// <exception cref="ArgumentException">The edit touches path or unit; they have methods of their own.</exception>
    public Task<Change<Signal>> ChangeAsync(int id, Func<Signal, Signal> edit, CancellationToken stop) => _changes.EditAsync(id, edit, stop);

    /// <summary>Gives a signal another name, another asset, or both. The old path still leads to it.</summary>
    public Task<Change<Signal>> MoveAsync(int id, int assetId, string name, CancellationToken stop) => _changes.MoveAsync(id, assetId, name, stop);

    /// <summary>Shows a signal in another unit of the same dimension; samples stay as they are, limits are converted.</summary>
    public Task<Change<Signal>> ConvertUnitAsync(int id, string unit, CancellationToken stop) => _changes.ConvertUnitAsync(id, unit, stop);

    /// <summary>Corrects a wrong unit: the numbers stay, they only mean something else from now on.</summary>
    public Task<Change<Signal>> RelabelUnitAsync(int id, string unit, CancellationToken stop) => _changes.RelabelUnitAsync(id, unit, stop);

    /// <summary>
    /// Makes two signals one: number and path of the first lead to the second from now on, and its samples go there
    /// (at equal instants the second's stay).
    /// </summary>
    /// <returns>The second.</returns>
    public async Task<Change<Signal>> MergeAsync(int from, int into, CancellationToken stop)
    {
        var gone = TryGet(from, out var signal) ? signal.Id : from;
        var merged = await _changes.MergeAsync(gone, into, stop);
        if (merged.Value is { } stays)
            await _merges.FinishAsync(gone, stays.Id, stop);
        return merged;
    }

    /// <summary>Takes a former path away from its signal; a source that still sends it makes a new one.</summary>
    /// <returns>False when it is nobody's former path.</returns>
    public Task<bool> RemoveFormerPathAsync(string path, CancellationToken stop) => _changes.RemoveAliasAsync(path, stop);

    /// <summary>Former paths that still lead to a signal, folded.</summary>
    public IReadOnlyList<string> FormerPaths(int signalId) => _signals.AliasesOf(signalId);
}

/// <summary>A signal that a source sends.</summary>
/// <param name="Path">Its path, for example <c>works/line1/press3/temperature</c>.</param>
/// <param name="Kind">What it is made as when it is new.</param>
/// <param name="Unit">UCUM code when it is new; empty when not known.</param>
public readonly record struct WantedSignal(string Path, SignalKind Kind = SignalKind.Measurement, string Unit = "");

/// <summary>What became of a <see cref="WantedSignal"/>: one of the two is set.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Reason">Why there is none: a bad path, or a limit reached.</param>
public readonly record struct EnsuredSignal(Signal? Signal, string? Reason);
