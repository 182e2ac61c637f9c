using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Condition.Cases;

/// <summary>Has cases looked at again as time goes on.</summary>
sealed class CaseClock(CaseDesk desk, CaseMarks marks, CaseAlarms alarms, TimeProvider time, ILogger<CaseClock> log) : BackgroundService
{
    const int Agree = 6;

    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every, time);
        for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
        {
            try
            {
                await desk.TickAsync(stoppingToken);
                if (tick % Agree != 0)
                    continue;
                await marks.StartAsync(stoppingToken);
                await alarms.StartAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.JudgeFailed(error);
            }
        }
    }
}
