using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Past;

/// <summary>Machines with a past: a daily course, ramps of two days, failures, cases; written as every source writes them.</summary>
static class PastPlant
{
    /// <summary>A Monday.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>An instant of the past.</summary>
    public static DateTimeOffset Day(double days) => Monday.AddDays(days);

    /// <summary>Writes a value every ten minutes: 20 and a daily course of 5 up and down, a little noise, and a ramp to 8 more over the two days before each of some days.</summary>
    public static async Task<Signal> CourseAsync(this Host host, string path, double from, double to, params double[] ramps)
    {
        var signal = await host.SignalAsync(path);
        SampleBatch batch = new();
        for (var at = Day(from); at < Day(to); at = at.AddMinutes(10))
        {
            var day = (at - Monday).TotalDays;
            var ramp = ramps.Where(end => day >= end - 2 && day < end).Select(end => 4 * (day - end + 2)).Sum();
            batch.Add(signal.Id, Micros.Of(at), 20 + (5 * Math.Sin(2 * Math.PI * day)) + (0.1 * Math.Sin(day * 1_000)) + ramp);
        }

        await host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        return signal;
    }

    /// <summary>Records a failure; null hours: nobody knows when it was repaired.</summary>
    public static Task<long> FailureAsync(this Host host, int asset, double day, double? hours, string kind = "Lagerschaden", string? mode = "VIB") => host.RecordAsync(
        new("failure", asset, Day(day), hours is { } repaired ? Day(day).AddHours(repaired) : null, new Dictionary<string, object?> { ["kind"] = kind, ["failure_mode"] = mode }));

    /// <summary>A case with a finding that began and ended so.</summary>
    public static async Task<long> CaseAsync(this Host host, Signal signal, double since, double at, string state = "open")
    {
        var id = await host.RecordAsync(new("case", signal.AssetId, Day(since), null, new Dictionary<string, object?>
        {
            ["title"] = "ungewöhnlich",
            ["state"] = state,
            ["last_at"] = Day(at),
            ["failure_mode"] = state == "confirmed" ? "VIB" : null,
        }));
        var book = host.Services.GetRequiredService<FindingBook>();
        var found = await book.AddAsync(
            [new() { AssetId = signal.AssetId, SignalId = signal.Id, Kind = FindingKind.Shift, Since = Day(since), At = Day(at), Score = 2, IsPast = true }], default);
        await book.ChangeAsync([.. found.Select(f => f.Id)], f => f.CaseId = id, default);
        return id;
    }

    public static async Task<long> RecordAsync(this Host host, NewRecord record)
    {
        var written = await host.Services.GetRequiredService<RecordStore>().AppendAsync(
            [record with { Values = record.Values.Where(v => v.Value is not null).ToDictionary() }], "test", default);
        Assert.Empty(written.Errors);
        return written.Rows[0].Id;
    }
}
