using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Serving;

/// <summary>The certificate of the server: the one given, or one made once and kept in <c>tls/</c> of the data folder.</summary>
static class Certificates
{
    /// <summary>A made certificate is valid for so long: browsers refuse more than 825 days even from a private authority.</summary>
    static readonly TimeSpan Validity = TimeSpan.FromDays(800);

    public static X509Certificate2 Load(ServeSettings settings, DataFolder folder, TimeProvider time)
    {
        if (settings is { Certificate: { } pem, CertificateKey: { } key })
            return Reload(X509Certificate2.CreateFromPemFile(pem, key));
        if (settings.Certificate is { } file)
            return X509CertificateLoader.LoadPkcs12FromFile(file, Environment.GetEnvironmentVariable("WERKSTROM_CERTIFICATE_PASSWORD"));

        var own = Path.Combine(folder.Folder("tls"), "werkstrom.pfx");
        if (File.Exists(own))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(own, null);
            if (kept.NotAfter.ToUniversalTime() > time.GetUtcNow().AddDays(30))
                return kept;
            kept.Dispose();
        }

        var made = Make(time.GetUtcNow());
        File.WriteAllBytes(own, made.Export(X509ContentType.Pkcs12));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return made;
    }

    /// <summary>What a person compares in the browser: SHA-256 in hexadecimal pairs.</summary>
    public static string Fingerprint(X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));

    static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Dns.GetHostName()}, O=Werkstrom", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Dns.GetHostName());
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        return Reload(request.CreateSelfSigned(now.AddDays(-1), now + Validity));
    }

    /// <summary>Through PKCS#12, since a key that lives only in memory cannot serve TLS on every platform.</summary>
    static X509Certificate2 Reload(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
