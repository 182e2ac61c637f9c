using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.People;

/// <summary>Writes once a minute when which token was last used.</summary>
sealed class TokenUses(Tokens tokens, TimeProvider time, ILogger<TokenUses> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await tokens.SaveUsesAsync(stop);
            }
            catch (Exception e) when (e is DbException or DbUpdateException)
            {
                log.TokenUsesNotSaved(e);
            }
        }
    }
}
