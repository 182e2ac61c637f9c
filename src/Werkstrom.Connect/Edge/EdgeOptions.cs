using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Connect.Edge;

/// <summary>Configuration section <c>edge</c>: the side-cars that read machines.</summary>
public sealed class EdgeOptions
{
    /// <summary>The program that runs side-cars: a path, or a name that is looked for in PATH. Default <c>node</c>.</summary>
    public string Node { get; init; } = "node";

    /// <summary>Most that a side-car keeps on disk while MQTT is down, MiB; the oldest is dropped beyond. Default 256.</summary>
    [Range(1, 1_000_000)]
    public int QueueMegabytes { get; init; } = 256;

    /// <summary>Most nodes that are read when a server is browsed. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MostNodes { get; init; } = 20_000;

    /// <summary>How often an OPC UA server sends what changed, milliseconds. Default 500.</summary>
    [Range(50, 3_600_000)]
    public int PublishingInterval { get; init; } = 500;

    /// <summary>How often an OPC UA server looks whether a value changed, milliseconds. Default 250.</summary>
    [Range(0, 3_600_000)]
    public int SamplingInterval { get; init; } = 250;
}
