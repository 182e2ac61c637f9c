using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Werkstrom.Energy.Portal.Notices;

/// <summary>The link in a notice that ends it, without signing in. It opens nothing else.</summary>
sealed class StopLinks(IDataProtectionProvider provider)
{
    const int Longest = 500;

    readonly IDataProtector _protector = provider.CreateProtector("werkstrom.portal.stop");

    /// <summary>Path of the link of a consent.</summary>
    public string Of(long consent) => $"/my/stop/{Uri.EscapeDataString(_protector.Protect(consent.ToString(CultureInfo.InvariantCulture)))}";

    /// <summary>Whose link it is; null: it is none.</summary>
    public long? Read(string key)
    {
        if (key.Length is 0 or > Longest)
            return null;
        try
        {
            return long.Parse(_protector.Unprotect(key), CultureInfo.InvariantCulture);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
