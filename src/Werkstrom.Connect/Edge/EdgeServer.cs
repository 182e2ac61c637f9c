using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Connect.Edge;

/// <summary>What a side-car speaks.</summary>
enum EdgeKind
{
    /// <summary>OPC UA over opc.tcp.</summary>
    Opcua,

    /// <summary>Modbus/TCP.</summary>
    Modbus,
}

/// <summary>A server of a machine that a side-car reads.</summary>
sealed class EdgeServer
{
    public required int Id { get; init; }

    public required EdgeKind Kind { get; init; }

    /// <summary>What people call it; unique, compared without case.</summary>
    public required string Name { get; set; }

    public required string NameFold { get; set; }

    /// <summary>opc.tcp://host:port/path or tcp://host:port.</summary>
    public required string Url { get; set; }

    /// <summary>The asset that its signals stand below.</summary>
    public required int AssetId { get; init; }

    /// <summary>none, sign or encrypt; of Modbus always none.</summary>
    public required string Security { get; set; }

    /// <summary>Empty for nobody.</summary>
    public required string User { get; set; }

    /// <summary>Protected, see <see cref="EdgeSecrets"/>; empty for none.</summary>
    [Secret]
    public required string Password { get; set; }

    /// <summary>SHA-256 of the certificate that the server showed first, hexadecimal; empty before, and without security.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>The token with which its side-car sends.</summary>
    public required int TokenId { get; init; }

    /// <summary>Its key, protected.</summary>
    [Secret]
    public required string TokenKey { get; init; }

    /// <summary>Whether its side-car is to run.</summary>
    public bool IsStarted { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A value of a server that becomes a signal.</summary>
sealed class EdgePoint
{
    public required int Id { get; init; }

    public required int ServerId { get; init; }

    /// <summary>Where it is on the server: a node id with the name of its namespace, or unit, table and register.</summary>
    public required string Address { get; init; }

    /// <summary>Where it goes below the asset, as levels of a topic.</summary>
    public required string Path { get; init; }

    /// <summary>UCUM; empty when not known.</summary>
    public required string Unit { get; init; }

    /// <summary>What else the side-car needs to know of it, a JSON object.</summary>
    public required string Settings { get; init; }
}
