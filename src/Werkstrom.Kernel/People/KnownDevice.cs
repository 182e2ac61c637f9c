using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Werkstrom.Kernel.People;

/// <summary>
/// The mark that a browser gets when a person signs in with it: for 90 days strangers who guess that person's password cannot make this
/// browser wait. It opens nothing by itself.
/// </summary>
public sealed class KnownDevice
{
    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "werkstrom-device";

    /// <summary>How long a mark holds.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromDays(90);

    const int MaxMark = 2_000;

    readonly ITimeLimitedDataProtector _protector;

    internal KnownDevice(IDataProtectionProvider provider) =>
        _protector = provider.CreateProtector("werkstrom.known-device").ToTimeLimitedDataProtector();

    /// <summary>A new mark for the person.</summary>
    public string Mark(Person person) =>
        _protector.Protect($"{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))} {person.MailKey}", Holds);

    /// <summary>The key by which failures of this browser are counted; null when the mark is none, too old, or of another person.</summary>
    internal string? KeyOf(string? mark, string mailKey)
    {
        if (mark is not { Length: > 0 and <= MaxMark })
            return null;
        try
        {
            return _protector.Unprotect(mark).Split(' ', 2) is [var device, var owner] && owner == mailKey ? device : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
