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

    internal SignalCatalog(CatalogWriter writer, SignalStates states)
    {
        _signals = writer.Signals;
        _maker = new SignalMaker(writer);
        _states = states;
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
