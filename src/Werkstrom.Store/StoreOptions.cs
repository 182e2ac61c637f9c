using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Store;

/// <summary>Settings of the Store, section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Name = "Store";

    /// <summary>DuckDB's memory in MB, for everything but results that are being read. Default: a quarter of the machine's, at most 512.</summary>
    [Range(64, 1_000_000)]
    public int MemoryMb { get; init; } = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 >> 20, 64, 512);

    /// <summary>Threads of DuckDB. Default: as many as the machine has cores, at most 8.</summary>
    [Range(1, 256)]
    public int Threads { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Queries that may run at the same time; further ones wait. Default 4.</summary>
    [Range(1, 64)]
    public int Readers { get; init; } = 4;

    /// <summary>Samples that may wait for the log; beyond it writers are refused with a time to try again. Default 1,000,000 (about 40 MB).</summary>
    [Range(1, 100_000_000)]
    public int QueueSamples { get; init; } = 1_000_000;

    /// <summary>Samples that one write to the log takes at most, so that a flood does not delay the others. Default 131,072.</summary>
    [Range(1, 10_000_000)]
    public int RoundSamples { get; init; } = 131_072;

    /// <summary>Acknowledged samples that may wait in memory for DuckDB; beyond it acknowledgements wait. Default 2,000,000 (about 42 MB).</summary>
    [Range(1, 100_000_000)]
    public int PendingSamples { get; init; } = 2_000_000;

    /// <summary>Longest time from acknowledgement to visible in queries when the disk keeps up, milliseconds. Default 200.</summary>
    [Range(1, 60_000)]
    public int CommitMilliseconds { get; init; } = 200;

    /// <summary>Samples after which DuckDB commits without waiting. Default 500,000.</summary>
    [Range(1, 10_000_000)]
    public int CommitSamples { get; init; } = 500_000;

    /// <summary>Size of a log segment, MB. Default 64.</summary>
    [Range(1, 4_096)]
    public int SegmentMb { get; init; } = 64;

    /// <summary>Size of DuckDB's own log, and of ours, after which a checkpoint is made, MB. Default 256.</summary>
    [Range(1, 16_384)]
    public int CheckpointMb { get; init; } = 256;

    /// <summary>Called with the name of a step just before it is done; for tests that end the process there.</summary>
    internal Action<string> Step { get; init; } = _ => { };

    /// <summary>How long after midnight UTC a day may still be written before it is closed. Default one hour.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A day is closed only after nothing came for it for so long. Default 5 s.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Late samples of a day are merged at the latest after so long. Default one hour.</summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>So many late samples of a day are merged at once. Default 10,000.</summary>
    [Range(1, int.MaxValue)]
    public int LateSamples { get; init; } = 10_000;

    /// <summary>How long a query waits while the Store opens its file again after a failed write, before it is refused. Default 5 s.</summary>
    public TimeSpan RepairWait { get; init; } = TimeSpan.FromSeconds(5);
}
