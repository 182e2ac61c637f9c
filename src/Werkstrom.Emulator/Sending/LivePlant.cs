using System.Text;
using Microsoft.Extensions.Logging;
using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Sending;

/// <summary>Lets the plant run in real time and sends every second what its sensors see.</summary>
/// <param name="seen">Called after every step, or null.</param>
sealed class LivePlant(MetalWorks works, LineWriter lines, LineClient client, TimeProvider time, ILogger log, Action? seen = null)
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Runs until it is stopped; after a pause of the machine it catches up, an hour at most a post.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        log.Sending(works.Signals.Count);
        using var timer = new PeriodicTimer(Second, time);
        StringBuilder text = new();
        do
        {
            text.Clear();
            var now = time.GetUtcNow();
            while (works.Now + Second <= now)
            {
                works.Advance(Second);
                seen?.Invoke();
                lines.Write(text, works.Values, works.Now);
                if (text.Length < 4_000_000)
                    continue;
                await client.SendAsync(text.ToString(), stop);
                text.Clear();
            }

            if (text.Length > 0)
                await client.SendAsync(text.ToString(), stop);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
