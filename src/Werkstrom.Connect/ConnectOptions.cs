using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Connect;

/// <summary>Configuration section <c>connect</c>: what a source may send, and how much of the refused is kept.</summary>
public sealed class ConnectOptions
{
    /// <summary>Largest body as sent, bytes (compressed when it is compressed); 413 beyond. Default 32 MiB.</summary>
    [Range(1_024, 1_073_741_824)]
    public long MaxBodyBytes { get; init; } = 32 * 1_048_576;

    /// <summary>Largest body after expansion, bytes; 413 beyond. Default 256 MiB.</summary>
    [Range(1_024, 4_294_967_296)]
    public long MaxExpandedBytes { get; init; } = 256 * 1_048_576;

    /// <summary>How many times a compressed body may grow once it is larger than 1 MiB; 413 beyond. Default 100.</summary>
    [Range(2, 1_032)]
    public int MaxRatio { get; init; } = 100;

    /// <summary>How far ahead of the server's clock a sample may lie, except forecasts and prices. Default one day.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromDays(1);

    /// <summary>From which age on a sample counts as late; it is stored all the same. Default one hour.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>New signals that one source may make in an hour; existing ones are not concerned. Default 10,000.</summary>
    [Range(0, 1_000_000)]
    public int NewSignalsPerHour { get; init; } = 10_000;

    /// <summary>Series that the cache of the line protocol holds. Default 200,000.</summary>
    [Range(1_000, 10_000_000)]
    public int CachedSeries { get; init; } = 200_000;

    /// <summary>Write requests of one source that are read at the same time; the others wait. Default 16.</summary>
    [Range(1, 1_000)]
    public int RequestsPerSource { get; init; } = 16;

    /// <summary>Write requests of one source that may wait; 429 beyond. Default 256.</summary>
    [Range(0, 100_000)]
    public int WaitingPerSource { get; init; } = 256;

    /// <summary>Sources that are told apart; later ones are counted together. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxSources { get; init; } = 1_000;

    /// <summary>Bytes of refused payloads that are kept; the oldest go first. Default 64 MiB.</summary>
    [Range(0, 17_179_869_184)]
    public long DeadLetterBytes { get; init; } = 64 * 1_048_576;

    /// <summary>Days that refused payloads are kept. Default 30.</summary>
    [Range(1, 3_650)]
    public int DeadLetterDays { get; init; } = 30;

    /// <summary>Bytes of refused payloads that wait for the disk; what comes beyond is only counted. Default 8 MiB.</summary>
    [Range(0, 1_073_741_824)]
    public long DeadLetterQueueBytes { get; init; } = 8 * 1_048_576;
}
