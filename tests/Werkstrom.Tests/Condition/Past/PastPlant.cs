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

    /// <summary>
    /// A machine that runs eight hours a day, each day at other hours: vibration of 2 mm/s and a little noise while it runs, none while it stands, and
    /// 2 mm/s more over the last five days before each of some failures. With a state unless that is left out.
    /// </summary>
    public static async Task<Signal> MillAsync(this Host host, string path, double to, bool hasState, params double[] failures)
    {
        var vibration = await host.SignalAsync($"{path}/schwingung", unit: "mm/s");
        var speed = await host.SignalAsync($"{path}/drehzahl", unit: "/min");
        var state = hasState ? await host.SignalAsync($"{path}/zustand", SignalKind.State, "1") : null;
        if (state is not null)
        {
            await host.Services.GetRequiredService<SignalCatalog>().EnsureStateAsync(state.Id, "steht", default);
            await host.Services.GetRequiredService<SignalCatalog>().EnsureStateAsync(state.Id, "läuft", default);
        }

        SampleBatch batch = new();
        for (var at = Day(0); at < Day(to); at = at.AddMinutes(10))
        {
            var day = (at - Monday).TotalDays;
            var start = (int)day * 5 % 15;
            var runs = at.Hour >= start && at.Hour < start + 8;
            var wear = failures.Where(end => day >= end - 5 && day < end).Select(end => 2 * Math.Pow((day - end + 5) / 5, 2)).Sum();
            batch.Add(vibration.Id, Micros.Of(at), runs ? 2 + (0.2 * Math.Sin(day * 1_000)) + wear : 0.05);
            batch.Add(speed.Id, Micros.Of(at), runs ? 4_000 : 0);
            if (state is not null)
                batch.Add(state.Id, Micros.Of(at), runs ? 1 : 0);
        }

        await host.Services.GetRequiredService<ISampleSink>().WriteAsync(batch, default);
        await host.Services.GetRequiredService<SampleStore>().FlushAsync(default);
        return vibration;
    }

    /// <summary>Records a failure; null hours: nobody knows when it was repaired.</summary>
    public static Task<long> FailureAsync(this Host host, int asset, double day, double? hours, string kind = "Lagerschaden", string? mode = "VIB") => host.RecordAsync(
        new("failure", asset, Day(day), hours is { } repaired ? Day(day).AddHours(repaired) : null, new Dictionary<string, object?> { ["kind"] = kind, ["failure_mode"] = mode }));

    /// <summary>A case with a finding that began and ended so; or one that was noticed then and lasts.</summary>
    public static async Task<long> CaseAsync(this Host host, Signal signal, double since, double at, string state = "open", bool lasts = false)
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
            [lasts
                ? new() { AssetId = signal.AssetId, Kind = FindingKind.Health, Since = Day(since), At = Day(at), Score = 2, Parts = [new(signal.Id, 1, 3, 2, 5)] } // who looks at health says when it is over
                : new() { AssetId = signal.AssetId, SignalId = signal.Id, Kind = FindingKind.Shift, Since = Day(since), At = Day(at), EndedAt = Day(at), Score = 2, IsPast = true }], default);
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
