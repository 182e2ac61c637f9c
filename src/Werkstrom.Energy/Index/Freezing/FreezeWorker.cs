using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Index.Freezing;

/// <summary>
/// Freezes the next day of every region from 18:00 German time on, tries again every ten minutes until midnight while inputs are missing, and seals what a
/// stop left behind. Once an hour it takes in what the signals of the last three days say.
/// </summary>
sealed class FreezeWorker(RegionBook regions, InputMaker inputs, FreezeDesk desk, TimeProvider clock, ILogger<FreezeWorker> log) : BackgroundService
{
    static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Again = TimeSpan.FromMinutes(10);
    static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<string, (DateTimeOffset At, FreezeAnswer Answer)> _tries = [];
    readonly HashSet<string> _sealed = [];
    DateTimeOffset _refreshed;

    /// <summary>What came of the last try of a region; null when there was none since the start.</summary>
    public FreezeAnswer? Last(string region) => _tries.TryGetValue(region, out var last) ? last.Answer : null;

    /// <summary>What is due now.</summary>
    public async Task PassAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = GermanTime.Date(Quarters.Of(now));
        var isRefresh = now - _refreshed >= Hourly;
        foreach (var region in await regions.AllAsync(stop))
        {
            if (isRefresh || !_sealed.Contains(region.Code))
                await desk.SealAsync(region.Code, stop);
            _sealed.Add(region.Code);
            var isDue = now >= FreezeDesk.Due(today.AddDays(1)) && (!_tries.TryGetValue(region.Code, out var last) || last.Answer.Day != today.AddDays(1)
                || (last.Answer.State == "missing" && now - last.At >= Again));
            if (isDue || isRefresh)
                await inputs.RefreshAsync(region, today.AddDays(-3), today.AddDays(1), stop);
            if (!isDue)
                continue;
            var answer = await desk.AheadAsync(region, today.AddDays(1), stop);
            _tries[region.Code] = (now, answer);
            if (answer.State == "missing")
                FreezeLog.Missing(log, region.Code, Say(answer.Day), answer.Why ?? "");
            else
                FreezeLog.Frozen(log, region.Code, Say(answer.Day), answer.State);
        }

        _refreshed = isRefresh ? now : _refreshed;
    }

    static string Say(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Step, clock);
        do
        {
            try
            {
                await PassAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _sealed.Clear();
                FreezeLog.Failed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

static partial class FreezeLog
{
    [LoggerMessage(7100, LogLevel.Information, "The index of region {Region} for {Day}: {State}.")]
    public static partial void Frozen(ILogger log, string region, string day, string state);

    [LoggerMessage(7101, LogLevel.Warning, "The index of region {Region} for {Day} is not frozen: {Why}. The fallback of the contracts applies.")]
    public static partial void Missing(ILogger log, string region, string day, string why);

    [LoggerMessage(7102, LogLevel.Error, "Freezing the index failed; it is tried again in a minute.")]
    public static partial void Failed(ILogger log, Exception cause);
}
