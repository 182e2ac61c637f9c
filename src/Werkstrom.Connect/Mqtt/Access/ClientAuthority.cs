using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Werkstrom.Connect.Mqtt.Access;

/// <summary>The authority that issues certificates to devices, from a file of PEM; intermediate ones stand in it, too.</summary>
sealed class ClientAuthority(IOptions<MqttOptions> options, TimeProvider time)
{
    const string ForClients = "1.3.6.1.5.5.7.3.2";

    readonly Lazy<X509Certificate2Collection> _trusted = new(() => Load(options.Value.ClientAuthority));

    /// <summary>Reads the file, to find faults at the start.</summary>
    /// <exception cref="IOException">The file is not there or holds no certificate.</exception>
    public void Check() => _ = _trusted.Value;

    /// <summary>Whether the authority has issued a certificate, for clients.</summary>
    public bool HasIssued(X509Certificate2 certificate)
    {
        if (_trusted.Value.Count == 0)
            return false;
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // a device is withdrawn here, not there
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ForClients));
        foreach (var known in _trusted.Value)
            (known.Subject == known.Issuer ? chain.ChainPolicy.CustomTrustStore : chain.ChainPolicy.ExtraStore).Add(known);
        return chain.Build(certificate);
    }

    static X509Certificate2Collection Load(string file)
    {
        X509Certificate2Collection loaded = [];
        if (file.Length == 0)
            return loaded;
        try
        {
            loaded.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            throw new IOException($"mqtt:clientAuthority: {file} is no PEM file of certificates: {e.Message}", e);
        }

        return loaded.Count > 0 ? loaded : throw new IOException($"mqtt:clientAuthority: {file} holds no certificate.");
    }
}
