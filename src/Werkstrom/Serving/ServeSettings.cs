using System.Net;

namespace Werkstrom.Serving;

/// <summary>How the server is started.</summary>
sealed record ServeSettings
{
    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>Addresses, separated by semicolons; empty for the socket in the data folder only.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>A certificate as PKCS#12 (.pfx) or PEM (.pem with <see cref="CertificateKey"/>); null to use one made here.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of a PEM certificate.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>The reverse proxy that is trusted to end TLS and to name the client, or null.</summary>
    public IPAddress? Proxy { get; init; }

    /// <summary>Port of 127.0.0.1 for MQTT; 0 for none, null for what the configuration says.</summary>
    public int? MqttPort { get; init; }

    /// <summary>True when <see cref="MqttPort"/> is another than the usual one, because that was taken.</summary>
    public bool IsMqttPortSpare { get; init; }

    /// <summary>Further configuration, <c>section:key</c> to value.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Configuration { get; init; } = [];
}
