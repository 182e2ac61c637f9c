using System.Data.Common;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Kernel.Notify;

/// <summary>
/// Sends what waits, one after the other. A message is marked as sent after the other side took it, so a crash in between
/// sends it twice rather than never; webhooks carry its id for the other side to see that.
/// </summary>
sealed class OutboxSender(
    IDbContextFactory<KernelDb> dbs, Outbox outbox, MailSender mail, WebhookSender webhook, TimeProvider time, ILogger<OutboxSender> log)
    : BackgroundService
{
    const int BatchSize = 20;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Tries all that are due once.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> SendDueAsync(CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var now = time.GetUtcNow();
        var due = await db.Set<OutboxMessage>().Where(m => m.State == OutboxState.Waiting && m.Next <= now)
            .OrderBy(m => m.Next).Take(BatchSize).ToListAsync(stop);
        foreach (var message in due)
        {
            await TrySendAsync(message, stop);
            await db.SaveChangesAsync(CancellationToken.None); // it was sent: whoever stops now must not send it again
        }

        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await SendDueAsync(stop) < BatchSize)
                    await outbox.WaitAsync(Pause, stop);
                await ForgetAsync(stop);
            }
            catch (Exception e) when (e is DbException or DbUpdateException)
            {
                log.OutboxUnreachable(e);
                await outbox.WaitAsync(Pause, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task TrySendAsync(OutboxMessage message, CancellationToken stop)
    {
        try
        {
            await (message.IsWebhook ? webhook.SendAsync(message, stop) : mail.SendAsync(message, stop));
            message.Sent(time.GetUtcNow());
        }
        catch (Exception e) when (e is SmtpException or HttpRequestException or RefusedException or IOException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            var refused = e as RefusedException ?? e.InnerException as RefusedException;
            var reason = e is OperationCanceledException ? "No answer in time." : (refused ?? e).Message;
            message.Failed(reason, forGood: refused is not null, time.GetUtcNow());
            log.NotSent(message.Id, message.Tries, message.State == OutboxState.GivenUp, reason);
        }
    }

    async Task ForgetAsync(CancellationToken stop)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = await dbs.CreateDbContextAsync(stop);
        await db.Set<OutboxMessage>().Where(m => m.Ended < before).ExecuteDeleteAsync(stop);
    }
}

/// <summary>The message can never be sent: trying again would not help.</summary>
sealed class RefusedException(string message) : Exception(message);
