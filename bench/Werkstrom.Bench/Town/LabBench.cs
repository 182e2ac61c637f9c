using System.Diagnostics;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Prices;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Bench.Town;

/// <summary>
/// Ideas on a year of many customers from stored profiles: the first question with four components, then sliders. The customers are made up: 2,000 homes
/// with their own scatter, each stored many times, for so many measured ones are not to be had; every stored one is read, checked, unpacked and priced
/// by itself. The file was just written: what fits in memory comes from there, the rest from the disk.
/// </summary>
static class LabBench
{
    const int Year = 2025;
    const int Homes = 2_000;
    const int Checked = 1_000;

    public static IReadOnlyList<Row> Run(int customers, CancellationToken stop)
    {
        var range = GermanTime.Year(Year);
        var folder = Directory.CreateTempSubdirectory("ws-bench-").FullName;
        try
        {
            var homes = Energy.EnergyYear.Homes(Homes);
            var path = Path.Combine(folder, "loads");
            var need = customers * 52_000L;
            if (new DriveInfo(folder).AvailableFreeSpace is var free && free < need + 4_000_000_000)
                throw new IOException(FormattableString.Invariant($"{customers} customers need {need / 1e9:0} GB in {folder}, and there are {free / 1e9:0} GB: set TMPDIR to a larger disk."));
            var (ends, writing) = Write(path, homes, range.Count, customers, stop);
            using LoadFile loads = new(path, 0, ends, range);
            return Measure(loads, homes, ends[^1], writing, stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static List<Row> Measure(LoadFile loads, ushort[] homes, long bytes, double writing, CancellationToken stop)
    {
        var (customers, range) = (loads.Count, loads.Range);
        HolidayCalendar calendar = new(GermanState.NI);
        Random random = new(5);
        QuarterSeries index = new("index", range.First, [.. Enumerable.Range(0, range.Count).Select(i => (int?)Math.Clamp(50 + (int)(45 * Math.Sin(i / 61.0)) + random.Next(-5, 6), 0, 100))]);
        var spot = Row(range, _ => random.Next(2_000) == 0 ? random.Next(-50_000, 200_000) : random.Next(-2_000, 25_000));
        var grid = Row(range, q => GermanTime.OfClock(q) switch { < 20 => 2_805, >= 73 and < 85 => 14_960, _ => 9_350 });
        var green = Row(range, q => Math.Clamp(14_000 - (60 * (index[q]!.Value - 50)), 8_000, 20_000));
        var levy = Row(range, _ => 4_700);
        LabSums sums = new(loads, [QuarterCells.OfClock(range, calendar.TypeOf), QuarterCells.OfIndex(index, range)], [.. Enumerable.Range(1, 12).Select(m => GermanTime.Month(Year, m).Count)]);
        var size = FormattableString.Invariant($"{customers:#,0} made-up customers × one year");

        var before = Environment.CpuUsage.TotalTime;
        var first = Seconds(() => Cost(sums, stop, spot, grid, green, levy));
        var processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var again = Row(range, q => Math.Clamp(13_500 - (95 * (index[q]!.Value - 50)), 6_000, 22_000));
        var second = Seconds(() => Cost(sums, stop, [.. spot.Select(p => p + 700)], grid, again, levy));
        var slider = Seconds(() => Gains(sums, green, again, customers));
        var other = Seconds(() => Cost(sums, stop, [.. spot.Select(p => p * 103 / 100)], grid, again, levy));
        var million = customers >= 1_000_000;
        List<Row> rows =
        [
            Bench.Row.AtMost($"{size}, four components, from stored profiles", first, "s", million ? 60 : 5),
            Bench.Row.AtMost($"{size}, a second idea (other slope, cap, floor, surcharge)", second, "s", million ? 10 : 1),
            Bench.Row.Seen("  with winners, losers, quantiles and bars of one idea", slider, "s"),
            Bench.Row.Seen("  an idea that needs the quarter-hours anew (103 % of the exchange)", other, "s"),
            Bench.Row.Seen("processor time of the first question, all cores together", processor, "s"),
            Bench.Row.Seen("quarter-hours a second at the first question", (double)customers * range.Count / first / 1e6, "M/s"),
            Bench.Row.Seen("stored bytes read a second at the first question", bytes / first / 1e9, "GB/s"),
            Bench.Row.Seen("stored profiles", bytes / 1e9, "GB"),
            Bench.Row.Seen("writing them, once", writing, "s"),
            Bench.Row.AtMost($"customers of {Checked:#,0} whose cost differs from a plain decimal sum of the quarter-hours", Different(sums, homes, random, [spot, grid, green, again, levy], range.Count), "", 0),
        ];
        if (!million)
            rows.Add(Bench.Row.Seen("moved loads of all customers (10 % within the day)", Seconds(() => Moved(loads, spot, stop)), "s"));
        return rows;
    }

    static (long[] Ends, double Seconds) Write(string path, ushort[] homes, int slots, int customers, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var stored = new byte[Homes][];
        for (var home = 0; home < Homes; home++)
        {
            var own = new ushort[slots];
            homes.AsSpan(home * Energy.EnergyYear.Slots, slots).CopyTo(own);
            stored[home] = StoredLoads.Write(own);
        }

        var ends = new long[customers];
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        for (var customer = 0; customer < customers; customer++)
        {
            stop.ThrowIfCancellationRequested();
            file.Write(stored[customer % Homes]);
            ends[customer] = file.Position;
        }

        return (ends, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    static long[] Cost(LabSums sums, CancellationToken stop, params int[][] rows)
    {
        sums.Prepare(rows, stop);
        var cost = new long[sums.Energy.Length];
        foreach (var row in rows)
            sums.AddCost(row, null, cost);
        return cost;
    }

    static void Gains(LabSums sums, int[] before, int[] after, int customers)
    {
        var (today, idea) = (Cost(sums, default, before), Cost(sums, default, after));
        int[] all = [.. Enumerable.Range(0, customers)];
        var gains = LabGains.Of(today, idea, all, new(12_000_000_000, 100));
        LabHistogram.Of(today, idea, all, LabHistogram.Axis([gains]));
    }

    static void Moved(LoadFile loads, int[] spot, CancellationToken stop) =>
        LabShift.All(loads, [.. Enumerable.Repeat(new LabShift(loads.Range, spot, spot, 10), loads.Count)], stop);

    /// <summary>How many of some customers, drawn at random, do not cost in each row what decimal numbers say, to the µct.</summary>
    static int Different(LabSums sums, ushort[] homes, Random random, int[][] rows, int slots)
    {
        var costs = rows.Select(r => Cost(sums, default, r)).ToList();
        var different = 0;
        for (var i = 0; i < Checked; i++)
        {
            var customer = random.Next(costs[0].Length);
            var own = homes.AsMemory(customer % Homes * Energy.EnergyYear.Slots, slots);
            different += rows.Index().All(r => costs[r.Index][customer] == (long)Decimal(own.Span, r.Item)) ? 0 : 1;
        }

        return different;
    }

    static decimal Decimal(ReadOnlySpan<ushort> loads, int[] prices)
    {
        decimal sum = 0;
        for (var i = 0; i < loads.Length; i++)
            sum += (decimal)loads[i] * prices[i];
        return sum;
    }

    static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static int[] Row(QuarterRange range, Func<int, int> price) => [.. Enumerable.Range(range.First, range.Count).Select(price)];
}
