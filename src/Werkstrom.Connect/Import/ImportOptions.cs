using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Connect.Import;

/// <summary>Configuration section <c>connect:import</c>.</summary>
sealed class ImportOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Name = "connect:import";

    /// <summary>Largest file, bytes as sent. Default 16 GiB.</summary>
    [Range(1, 1L << 40)]
    public long MaxBytes { get; init; } = 16L << 30;

    /// <summary>How many rows of a file are read to show what the import would bring. Default 100,000.</summary>
    [Range(100, 100_000_000)]
    public long PreviewRows { get; init; } = 100_000;

    /// <summary>Zone of stamps without offset, an IANA name. Default <c>Europe/Berlin</c>.</summary>
    [Required]
    public string Zone { get; init; } = "Europe/Berlin";
}
