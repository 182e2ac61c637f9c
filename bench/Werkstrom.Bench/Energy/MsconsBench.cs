using System.Diagnostics;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Bench.Energy;

/// <summary>A day of 30,000 meters and a month of 1,000 as MSCONS 2.4c, written by us, read and looked at by one core.</summary>
static class MsconsBench
{
    const int Rounds = 9;
    static readonly MsconsOrder Order = new("9900000000001", "4012345678901", "BENCH", new(2025, 11, 1, 6, 0, 0, default));

    public static async Task<IReadOnlyList<Row>> RunAsync(CancellationToken stop) =>
    [
        .. await RunAsync("MSCONS, a day of 30,000 meters", 30_000, GermanTime.Day(new(2025, 10, 26)), stop),
        .. await RunAsync("MSCONS, a month of 1,000 meters", 1_000, GermanTime.Month(2025, 10), stop),
    ];

    static async Task<IReadOnlyList<Row>> RunAsync(string name, int meters, QuarterRange range, CancellationToken stop)
    {
        Random chance = new(1);
        var deliveries = Enumerable.Range(0, meters).Select(m => new MsconsDelivery(DeliveryPoint(m), "1-1:1.29.0", range.First, Wh(chance, range.Count)));
        var text = Order.Write([.. deliveries]);
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            stop.ThrowIfCancellationRequested();
            times[i] = await OnceAsync(text, (long)meters * range.Count, stop);
        }

        Array.Sort(times);
        var rate = text.Length / 1e6 / times[Rounds / 2];
        return
        [
            Row.AtLeast($"{name}: read and validated per second of one core ({text.Length / 1e6:F0} MB)", rate, "MB/s", 200),
            Row.Seen($"{name}: values", (double)meters * range.Count / times[Rounds / 2], "1/s"),
        ];
    }

    /// <summary>Seconds of processor time: what else the machine does is no fault of the reader.</summary>
    static async Task<double> OnceAsync(byte[] text, long values, CancellationToken stop)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var file = await MsconsReader.ReadAsync(new MemoryStream(text), _ => { }, stop);
        process.Refresh();
        var seconds = (process.TotalProcessorTime - before).TotalSeconds;
        return file.FaultCount == 0 && file.ValueCount == values
            ? seconds
            : throw new InvalidOperationException($"{file.ValueCount} of {values} values were read, with {file.FaultCount} faults: {string.Join("; ", file.Faults)}");
    }

    static int[] Wh(Random chance, int count)
    {
        var wh = new int[count];
        for (var i = 0; i < count; i++)
            wh[i] = chance.Next(20, 2_500);
        return wh;
    }

    static string DeliveryPoint(int number)
    {
        var id = (5_000_000_000 + number).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(d => $"{id}{d}").Single(i => MarketIds.IsDeliveryPoint(i));
    }
}
