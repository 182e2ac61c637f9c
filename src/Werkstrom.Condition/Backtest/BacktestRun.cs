namespace Werkstrom.Condition.Backtest;

/// <summary>A back-test that waits, runs or is done.</summary>
/// <param name="ask">The question.</param>
sealed class BacktestRun(BacktestAsk ask) : IDisposable
{
    readonly CancellationTokenSource _cancel = new();
    double _share;

    /// <summary>The question.</summary>
    public BacktestAsk Ask => ask;

    /// <summary>How much is done, 0 to 1.</summary>
    public double Share
    {
        get => Volatile.Read(ref _share);
        set => Volatile.Write(ref _share, value);
    }

    /// <summary>Ends with the answer; fails when it was cancelled or could not be computed.</summary>
    public required Task<BacktestAnswer> Answer { get; set; }

    /// <summary>Signals that it is not wanted any more.</summary>
    public CancellationToken Stop => _cancel.Token;

    /// <summary>Says that it is not wanted any more.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Frees what the cancelling needs; after the end.</summary>
    public void Dispose() => _cancel.Dispose();
}
