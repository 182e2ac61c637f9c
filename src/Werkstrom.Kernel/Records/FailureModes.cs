namespace Werkstrom.Kernel.Records;

/// <summary>How things fail: codes in the manner of <see href="https://www.iso.org/standard/64076.html">ISO 14224:2016</see>, annex B, those that fit machine tools and utilities.</summary>
public static class FailureModes
{
    /// <summary>
    /// VIB vibration, NOI noise, OHE overheating, STD structural deficiency (crack, wear), BRD breakdown, INL internal leakage, ELP external leakage
    /// of what is processed, ELU external leakage of oil or coolant, PLU plugged, PDE a parameter deviates, ERO erratic output, LOO low output,
    /// HIO high output, AIR abnormal instrument reading, FTS fails to start, STP fails to stop, UST stops by itself, SER minor in service, OTH other, UNK unknown.
    /// </summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "VIB", "NOI", "OHE", "STD", "BRD", "INL", "ELP", "ELU", "PLU", "PDE",
        "ERO", "LOO", "HIO", "AIR", "FTS", "STP", "UST", "SER", "OTH", "UNK",
    ];
}
