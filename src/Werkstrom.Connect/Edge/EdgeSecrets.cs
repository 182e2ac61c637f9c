using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Werkstrom.Connect.Edge;

/// <summary>Passwords of servers and keys of side-cars in the registry: readable only with the keys of this data folder.</summary>
sealed class EdgeSecrets(IDataProtectionProvider provider)
{
    readonly IDataProtector _protector = provider.CreateProtector("werkstrom.edge");

    public string Protect(string secret) => secret.Length == 0 ? "" : _protector.Protect(secret);

    /// <exception cref="EdgeException">The keys of the data folder are others.</exception>
    public string Reveal(string kept)
    {
        try
        {
            return kept.Length == 0 ? "" : _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            throw new EdgeException("secret.lost");
        }
    }
}
