using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Werkstrom.Serving;

namespace Werkstrom.Tests.Connect.Mqtt;

/// <summary>The real host with TLS for MQTT, an authority that issues certificates to devices, and mosquitto clients with certificates.</summary>
public sealed class MqttTlsHost : IAsyncLifetime
{
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    X509Certificate2 _authority = null!;

    public Host Host { get; } = new();

    public int Port { get; } = MqttPort.Spare();

    /// <summary>Files of certificates and keys.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("ws-tls-").FullName;

    public async Task InitializeAsync()
    {
        var request = new CertificateRequest("CN=works authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "authority.pem"), _authority.ExportCertificatePem());
        Host.Urls = "https://127.0.0.1:0";
        Host.Configuration["mqtt:tlsPort"] = Port.ToString(CultureInfo.InvariantCulture);
        Host.Configuration["mqtt:clientAuthority"] = Path.Combine(Folder, "authority.pem");
        await Host.InitializeAsync();
        using var server = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(Host.Folder, "tls", "werkstrom.pfx"), null);
        await System.IO.File.WriteAllTextAsync(Path.Combine(Folder, "server.pem"), server.ExportCertificatePem());
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _authority.Dispose();
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Makes a certificate and its key, as files <c>NAME.pem</c> and <c>NAME.key</c>, and gives the certificate as PEM.</summary>
    /// <param name="file">Name of the files.</param>
    /// <param name="name">Common name.</param>
    /// <param name="isIssued">By the authority; else it is signed by itself.</param>
    /// <param name="ends">When it ends; in a year unless said.</param>
    public string Make(string file, string name, bool isIssued, DateTimeOffset? ends = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-2), ends ?? DateTimeOffset.UtcNow.AddDays(300));
        using var made = isIssued ? request.Create(_authority, from, to, RandomNumberGenerator.GetBytes(8)) : request.CreateSelfSigned(from, to);
        System.IO.File.WriteAllText(Path.Combine(Folder, file + ".key"), key.ExportPkcs8PrivateKeyPem());
        System.IO.File.WriteAllText(Path.Combine(Folder, file + ".pem"), made.ExportCertificatePem());
        return made.ExportCertificatePem();
    }

    /// <summary>Starts <c>mosquitto_pub</c> or <c>mosquitto_sub</c> over TLS with a certificate that was made.</summary>
    public Process Start(string program, string certificate, params string[] more) => Process.Start(new ProcessStartInfo(program,
        [
            "-h", "localhost", "-p", $"{Port}", "--cafile", File("server.pem"), "--cert", File(certificate + ".pem"), "--key", File(certificate + ".key"), .. more,
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    })!;

    /// <summary>Runs <c>mosquitto_pub</c> to its end.</summary>
    public async Task<(int Code, string Text)> PublishAsync(string certificate, params string[] more)
    {
        using var process = Start("mosquitto_pub", certificate, more);
        return await MqttHost.EndAsync(process);
    }

    string File(string name) => Path.Combine(Folder, name);
}
