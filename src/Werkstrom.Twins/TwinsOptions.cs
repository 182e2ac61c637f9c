using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Twins;

/// <summary>Configuration section <c>twins</c>.</summary>
public sealed class TwinsOptions
{
    /// <summary>Whether the machines of the demo get nameplates of makers that do not exist. Default false; the verb <c>demo</c> sets it.</summary>
    public bool Demo { get; init; }

    /// <summary>The largest 3D model (GLB) that is taken, in bytes, 1 KB to 500 MB. Default 32 MB.</summary>
    [Range(1_000, 500_000_000)]
    public long MaxModelBytes { get; init; } = 32_000_000;

    /// <summary>Whether the AAS API can be read without token or session. Default false. Writing always needs one.</summary>
    public bool AnonymousRead { get; init; }

    /// <summary>Identifier of the shell that <c>/api/v3.0/aas</c> serves, for clients of the service of one single shell. Default null: none.</summary>
    [StringLength(2_000)]
    public string? ServiceShell { get; init; }

    /// <summary>Identifier of the submodel that <c>/api/v3.0/submodel</c> serves. Default null: none.</summary>
    [StringLength(2_000)]
    public string? ServiceSubmodel { get; init; }

    /// <summary>Sites whose pages may use the AAS API from a browser, like <c>https://aas.example</c>; <c>*</c> for all. Default none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Memory for shells and submodels that were used lately, in bytes, 1 MB to 64 GB. Default 128 MB.</summary>
    [Range(1_000_000, 64_000_000_000)]
    public long CacheBytes { get; init; } = 128_000_000;

    /// <summary>First level of the topics of MQTT by which subscribers hear what happens to shells; nobody else may publish below it. Empty: they hear nothing. Default <c>aas</c>.</summary>
    [RegularExpression("[^/+#$][^/+#]*", ErrorMessage = "twins:mqttTopic is one level of a topic: no '/', '+' or '#'.")]
    public string MqttTopic { get; init; } = "aas";

    /// <summary>
    /// What identifiers of the shells of assets begin with, an IRI that ends in a slash, a colon or a number sign, like <c>https://twins.example/</c>.
    /// Default <c>urn:werkstrom:</c> and a name that the installation gave itself.
    /// </summary>
    [RegularExpression(@"[A-Za-z][A-Za-z0-9+.\-]*:[!-~]{1,200}[/:#]")]
    public string? BaseIri { get; init; }

    /// <summary>
    /// Hosts that operations of submodels may be sent to although they go by http or lie in the house's own network, like <c>robot.plant.example</c> or
    /// <c>10.0.0.5:8080</c>. Default none: only public addresses by https.
    /// </summary>
    public IReadOnlyList<string> OperationHosts { get; init; } = [];

    /// <summary>How long an operation may take at most, in seconds, 1 to 3,600. Default 60.</summary>
    [Range(1, 3_600)]
    public int OperationSeconds { get; init; } = 60;

    /// <summary>Key of the signature of what is sent to handlers of operations (header <c>X-Werkstrom-Signature: sha256=HEX</c>), or null for none. Never logged.</summary>
    public string? OperationSecret { get; init; }
}
