using System.Net;

namespace Werkstrom.Kernel.People;

/// <summary>
/// How fast passwords may be guessed. It counts what was typed, whether such a person exists or not, and never locks a person: a
/// stranger's failures make the stranger wait, and the right password from elsewhere still opens. The figures, with the calculation
/// what is left to an attacker, stand in the README.
/// </summary>
sealed class LoginThrottle(TimeProvider time)
{
    /// <summary>Wrong passwords for one name in an hour, all addresses together; then only browsers that the person has signed in with are heard.</summary>
    public const int PerName = 50;

    readonly GrowingPause _pairs = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1), time);
    readonly GrowingPause _addresses = new(20, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), time);
    readonly AddressLimit _names = new(PerName, TimeSpan.FromHours(1), time);

    /// <summary>How long this log-in must wait; zero when it need not.</summary>
    /// <param name="name">What was typed, folded.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="device">The mark of a browser that this very person has signed in with; null for a stranger.</param>
    public TimeSpan Wait(string name, IPAddress? address, string? device)
    {
        var pair = _pairs.Wait(Pair(name, address, device));
        if (device is not null)
            return pair;
        var all = _names.IsSpent(name, out var left) ? left : TimeSpan.Zero;
        return new[] { pair, _addresses.Wait(AddressLimit.Key(address)), all }.Max();
    }

    /// <summary>Notes a wrong password.</summary>
    /// <returns>The pause that it costs; zero for none.</returns>
    public TimeSpan Fail(string name, IPAddress? address, string? device)
    {
        var pause = _pairs.Fail(Pair(name, address, device));
        if (device is not null)
            return pause;
        _names.TryTake(name, out _);
        var everywhere = _addresses.Fail(AddressLimit.Key(address));
        return pause > everywhere ? pause : everywhere;
    }

    /// <summary>Notes a right password. What the address did to other names stays.</summary>
    public void Right(string name, IPAddress? address, string? device) => _pairs.Right(Pair(name, address, device));

    static string Pair(string name, IPAddress? address, string? device) => $"{device ?? AddressLimit.Key(address)}\n{name}";
}
