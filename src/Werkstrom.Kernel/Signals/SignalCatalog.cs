using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Kernel.Signals;

/// <summary>
/// All signals in memory, backed by the registry. Reads never wait and take no lock; what <see cref="EnsureAsync"/> returned
/// is on disk. Paths that a rename, move or merge left behind still find their signal, so sources need not change.
/// </summary>
public sealed class SignalCatalog
{
    /// <summary>All signals, ordered by path.</summary>
    public IReadOnlyList<Signal> All => throw new NotImplementedException();

    /// <summary>Rises with every change; a cache that keeps it can tell that it is stale.</summary>
    public long Version => throw new NotImplementedException();

    /// <summary>Finds a signal by its number; a number that was merged into another gives that other.</summary>
    public bool TryGet(int id, [NotNullWhen(true)] out Signal? signal) => throw new NotImplementedException();

    /// <summary>Finds a signal by its path or a former path, without regard to case.</summary>
    public bool TryGet(string path, [NotNullWhen(true)] out Signal? signal) => throw new NotImplementedException();

    /// <summary>
    /// Finds the signals of these paths and makes those that are missing, with their assets, in one transaction.
    /// Never throws for a single bad entry: each result has a signal or a reason.
    /// </summary>
    public Task<IReadOnlyList<EnsuredSignal>> EnsureAsync(IReadOnlyList<WantedSignal> wanted, CancellationToken stop) =>
        throw new NotImplementedException();

    /// <summary>The number that stands for a text of a state signal; a new text gets the next number, on disk before this returns.</summary>
    /// <returns>The number, or null when the signal's dictionary is full (1,000 texts).</returns>
    public ValueTask<int?> EnsureStateAsync(int signalId, string text, CancellationToken stop) => throw new NotImplementedException();

    /// <summary>The texts of a state signal by number; empty when it has none.</summary>
    public IReadOnlyDictionary<int, string> States(int signalId) => throw new NotImplementedException();
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
