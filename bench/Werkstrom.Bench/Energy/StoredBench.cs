using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Werkstrom.Tariff.Pricing;

namespace Werkstrom.Bench.Energy;

/// <summary>
/// The same from a file of stored quarter-hours: read, checked, unpacked, priced, on one core. The file was just written, so that it comes from the memory
/// of the system where there is enough of it: what is measured is the program, not the disk.
/// </summary>
static class StoredBench
{
    const int Homes = 6_000;
    const int Batch = 16;
    const int Runs = 5;

    public static IReadOnlyList<Row> Run(CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            var ends = Write(Path.Combine(folder, "loads"), stop);
            using var file = File.OpenHandle(Path.Combine(folder, "loads"));
            List<double> seconds = [];
            for (var run = 0; run < Runs; run++)
            {
                var start = Stopwatch.GetTimestamp();
                Price(file, ends, stop);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            var slots = (double)Homes * EnergyYear.Slots;
            return
            [
                Row.AtLeast("quarter-hours priced from stored profiles, 4 components, 12 monthly sums, one core", slots / seconds.Order().ElementAt(Runs / 2) / 1e6, "M/s", 300),
                Row.Seen("the same, best of 5", slots / seconds.Min() / 1e6, "M/s"),
                Row.Seen("a stored quarter-hour", ends[^1] / slots, "B"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static long[] Write(string path, CancellationToken stop)
    {
        var loads = EnergyYear.Homes(Homes);
        var ends = new long[Homes];
        using var file = File.Create(path);
        for (var home = 0; home < Homes; home++)
        {
            stop.ThrowIfCancellationRequested();
            file.Write(StoredLoads.Write(loads.AsSpan(home * EnergyYear.Slots, EnergyYear.Slots)));
            ends[home] = file.Position;
        }

        return ends;
    }

    static void Price(SafeFileHandle file, long[] ends, CancellationToken stop)
    {
        var prices = EnergyYear.Prices();
        var sums = new long[prices.Sums * Batch];
        // each customer's last block ends behind its quarter-hours, where the next customer's begin
        var loads = new ushort[((Batch - 1) * EnergyYear.Slots) + StoredLoads.Room(EnergyYear.Slots)];
        var bytes = new byte[Batch * StoredLoads.Room(EnergyYear.Slots) * 2];
        for (var first = 0; first < ends.Length; first += Batch)
        {
            stop.ThrowIfCancellationRequested();
            var start = first == 0 ? 0 : ends[first - 1];
            var last = Math.Min(first + Batch, ends.Length);
            var read = bytes.AsSpan(0, (int)(ends[last - 1] - start));
            RandomAccess.Read(file, read, start);
            for (var home = first; home < last; home++)
            {
                var from = (int)((home == 0 ? 0 : ends[home - 1]) - start);
                StoredLoads.Read(read[from..(int)(ends[home] - start)], loads.AsSpan((home - first) * EnergyYear.Slots));
            }

            PriceKernel.Sum(prices, loads.AsSpan(0, (last - first) * EnergyYear.Slots), sums);
        }
    }
}
