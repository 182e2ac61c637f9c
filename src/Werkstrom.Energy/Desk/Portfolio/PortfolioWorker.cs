using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Energy.Desk.Portfolio;

/// <summary>Keeps the months of the portfolio up to date: looks every quarter of an hour whether anything changed, and at once when somebody asks.</summary>
sealed partial class PortfolioWorker(PortfolioMaker maker, TimeProvider clock, ILogger<PortfolioWorker> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(15), AtFirst = TimeSpan.FromSeconds(20);

    readonly SemaphoreSlim _asked = new(0);

    volatile bool _isBusy;

    /// <summary>Whether it computes now.</summary>
    public bool IsBusy => _isBusy;

    /// <summary>Lets all months be made again.</summary>
    public void Ask()
    {
        _isBusy = true;
        _asked.Release();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // others have work when the program begins
        for (var all = await WaitAsync(AtFirst, stoppingToken); ; all = await WaitAsync(Every, stoppingToken))
        {
            try
            {
                _isBusy = true;
                await maker.MakeAsync(all, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
            finally
            {
                _isBusy = false;
            }
        }
    }

    async Task<bool> WaitAsync(TimeSpan most, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var asked = _asked.WaitAsync(ended.Token);
        await Task.WhenAny(Task.Delay(most, clock, ended.Token), asked);
        await ended.CancelAsync();
        stop.ThrowIfCancellationRequested();
        return asked.IsCompletedSuccessfully;
    }

    [LoggerMessage(7460, LogLevel.Error, "The figures of the portfolio could not be made; it is tried again in a quarter of an hour")]
    partial void LogFailed(Exception why);
}
