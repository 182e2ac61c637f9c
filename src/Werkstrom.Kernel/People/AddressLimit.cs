using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Werkstrom.Kernel.People;

/// <summary>Counts failures by address or another key: at most <paramref name="limit"/> in a window. IPv6 counts by /64, what one customer has.</summary>
/// <param name="limit">How many.</param>
/// <param name="window">How long a window is.</param>
/// <param name="time">The clock.</param>
public sealed class AddressLimit(int limit, TimeSpan window, TimeProvider time)
{
    const int MaxAddresses = 10_000;

    readonly ConcurrentDictionary<string, Count> _counts = new();

    /// <summary>Takes one try; false when there are none left. Give it back with <see cref="Refund"/> when it was right.</summary>
    public bool TryTake(IPAddress? address, out TimeSpan wait) => TryTake(Key(address), out wait);

    /// <summary>Takes one try of a key.</summary>
    public bool TryTake(string key, out TimeSpan wait)
    {
        if (_counts.Count >= MaxAddresses)
            Forget();
        var now = time.GetUtcNow();
        var count = _counts.AddOrUpdate(
            key,
            _ => new(1, now + window),
            (_, old) => old.Until <= now ? new(1, now + window) : old with { Tries = Math.Min(old.Tries + 1, limit + 1) });
        wait = count.Until - now;
        return count.Tries <= limit;
    }

    /// <summary>True when the address has no tries left; takes none.</summary>
    public bool IsSpent(IPAddress? address, out TimeSpan wait) => IsSpent(Key(address), out wait);

    /// <summary>True when the key has no tries left; takes none.</summary>
    public bool IsSpent(string key, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        wait = _counts.TryGetValue(key, out var count) ? count.Until - now : TimeSpan.Zero;
        return wait > TimeSpan.Zero && count.Tries >= limit;
    }

    /// <summary>Gives a try back: it was right.</summary>
    public void Refund(IPAddress? address)
    {
        if (_counts.TryGetValue(Key(address), out var count))
            _counts.TryUpdate(Key(address), count with { Tries = Math.Max(0, count.Tries - 1) }, count);
    }

    void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, count) in _counts)
        {
            if (count.Until <= now)
                _counts.TryRemove(key, out _);
        }

        if (_counts.Count >= MaxAddresses)
            _counts.Clear(); // bounded memory matters more than a perfect count
    }

    /// <summary>An address as a key.</summary>
    public static string Key(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    readonly record struct Count(int Tries, DateTimeOffset Until);
}
