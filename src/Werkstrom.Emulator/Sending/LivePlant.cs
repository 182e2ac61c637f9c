using Microsoft.Extensions.Logging;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Sending;

/// <summary>Lets the plant run in real time and sends every second what its sensors see.</summary>
/// <param name="seen">Called after every step, or null.</param>
sealed class LivePlant(MetalWorks works, IWay way, TimeProvider time, ILogger log, Action? seen = null)
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Runs until it is stopped; after a pause of the machine it catches up.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        log.Sending(works.Signals.Count);
        using var timer = new PeriodicTimer(Second, time);
        do
        {
            var now = time.GetUtcNow();
            while (works.Now + Second <= now)
            {
                works.Advance(Second);
                seen?.Invoke();
                way.Add(works.Values, works.Now);
                if (way.IsFull)
                    await way.SendAsync(stop);
            }

            await way.SendAsync(stop);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
