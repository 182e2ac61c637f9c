using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Werkstrom.Kernel.Notify;

/// <summary>Keeps messages on disk until they are sent.</summary>
sealed class Outbox(IDbContextFactory<KernelDb> dbs, IOptions<NotifyOptions> options, TimeProvider time) : INotify, IDisposable
{
    readonly SemaphoreSlim _news = new(0);

    public bool CanMail => options.Value.SmtpHost is { Length: > 0 };

    public void Dispose() => _news.Dispose();

    public async Task SendAsync(Message message, CancellationToken stop)
    {
        var isAddress = message.To.Contains("://", StringComparison.Ordinal)
            ? Uri.TryCreate(message.To, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            : MailAddress.TryCreate(message.To, out _);
        if (!isAddress || message.To.Any(char.IsControl))
            throw new ArgumentException("A message goes to a mail address or an https:// address.", nameof(message));
        if (message.Subject.Any(char.IsControl))
            throw new ArgumentException("A subject is one line.", nameof(message));

        await using var db = await dbs.CreateDbContextAsync(stop);
        if (message.Key is { } key && await db.Set<OutboxMessage>().AnyAsync(m => m.MessageKey == key, stop))
            return;
        db.Add(new OutboxMessage(message, time.GetUtcNow()));
        await db.SaveChangesAsync(stop);
        _news.Release();
    }

    public async Task<IReadOnlyDictionary<string, MessageFate>> FatesAsync(IReadOnlyCollection<string> keys, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        var found = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.MessageKey != null && keys.Contains(m.MessageKey)).ToListAsync(stop);
        return found.ToDictionary(m => m.MessageKey!, m => new MessageFate(m.State == OutboxState.Sent, m.State == OutboxState.GivenUp, m.Tries, m.Error, m.Ended));
    }

    /// <summary>Waits for a new message, at most so long.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken stop)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = time.CreateTimer(_ => timeout.Cancel(), null, most, Timeout.InfiniteTimeSpan);
        try
        {
            await _news.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>How many messages wait, and how many were given up in the last seven days.</summary>
    public async Task<(int Waiting, int GivenUp)> CountAsync(CancellationToken stop)
    {
        var since = time.GetUtcNow().AddDays(-7);
        await using var db = await dbs.CreateDbContextAsync(stop);
        return (await db.Set<OutboxMessage>().CountAsync(m => m.State == OutboxState.Waiting, stop),
            await db.Set<OutboxMessage>().CountAsync(m => m.State == OutboxState.GivenUp && m.Ended >= since, stop));
    }
}
