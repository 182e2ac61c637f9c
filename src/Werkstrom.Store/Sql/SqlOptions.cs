using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Store.Sql;

/// <summary>Limits of engineers' SQL, section <c>Sql</c>.</summary>
public sealed class SqlOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Name = "Sql";

    /// <summary>How long a query may take, seconds. Default 10.</summary>
    [Range(0.1, 3_600)]
    public double Seconds { get; init; } = 10;

    /// <summary>How many rows an answer may have; the rest is cut off and the answer says so. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int Rows { get; init; } = 100_000;

    /// <summary>How much memory and spill space queries may take together beyond what the Store uses already, MB; beyond it the youngest is stopped. Default 256.</summary>
    [Range(1, 1_000_000)]
    public int Megabytes { get; init; } = 256;

    /// <summary>Queries at the same time; a further one is refused. Default 2.</summary>
    [Range(1, 16)]
    public int AtOnce { get; init; } = 2;
}
