namespace Werkstrom.Kernel.Signals;

/// <summary>Moves what is kept under one signal's number to another's. The Store has one; register further ones as services.</summary>
public interface ISignalMergeHandler
{
    /// <summary>
    /// Called after the catalog resolves <paramref name="from"/> to <paramref name="into"/>, and again at the next start when it did
    /// not come to its end. Doing it twice must do no harm.
    /// </summary>
    Task MergeAsync(int from, int into, CancellationToken stop);
}
