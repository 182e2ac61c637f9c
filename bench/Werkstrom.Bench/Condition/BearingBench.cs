using System.Globalization;
using Werkstrom.Learning.Health;

namespace Werkstrom.Bench.Condition;

/// <summary>
/// The run to failure of four bearings (IMS, test 2; bearing 1 failed): the health watch learns from the first two days and sees the rest
/// as it came.
/// </summary>
static class BearingBench
{
    static readonly TimeSpan Healthy = TimeSpan.FromDays(2);

    public static Task<IReadOnlyList<Row>> RunAsync(ConditionData data, CancellationToken stop)
    {
        var rows = Rows(Path.Combine(data.Folder("bearing"), "ims_test2_10min.csv"));
        HealthWatch watch = new(HealthModel.Learn([.. rows.Where(r => r.At < rows[0].At + Healthy).Select(r => r.Values)]));
        var (start, end) = (rows[0].At, rows[^1].At);
        List<(DateTimeOffset At, HealthReading Reading)> seen =
            [.. rows.Select(r => (r.At, watch.See(r.At, r.Values)!))]; // regime 0 is known
        stop.ThrowIfCancellationRequested();
        var lasting = seen.FindIndex(s => s.Reading.Began && seen.SkipWhile(o => o.At < s.At).All(o => o.Reading.Alarm));
        var early = seen.Count(s => s.Reading.Began && s.At < start + ((end - start) / 2));
        var lead = lasting < 0 ? 0 : (end - seen[lasting].At).TotalDays;
        var worst = lasting < 0 ? 0 : 1 + Enumerable.Range(0, rows[0].Values.Length).MaxBy(b => seen[lasting].Reading.Contributions[b]);
        return Task.FromResult<IReadOnlyList<Row>>(
        [
            Row.AtLeast("bearing lasting alarm before the end", lead, "days", 3),
            Row.AtMost("bearing alarms in the first half", early, "alarms", 0),
            Row.Seen("bearing that the alarm names (1 failed)", worst, "number"),
            Row.Seen("bearing health at the alarm", lasting < 0 ? 100 : seen[lasting].Reading.Index, "of 100"),
        ]);
    }

    static List<(DateTimeOffset At, double[] Values)> Rows(string path) =>
    [
        .. ConditionData.Lines(path).Skip(1).Select(line => line.Split(',')).Select(cells => (
            DateTimeOffset.ParseExact(cells[1], "yyyy.MM.dd.HH.mm.ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            cells.Skip(2).Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())),
    ];
}
