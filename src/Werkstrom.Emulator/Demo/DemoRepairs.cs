using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store.Records;

namespace Werkstrom.Emulator.Demo;

/// <summary>What the firm's books say of failures and of the work on them: also of the two years before the samples begin.</summary>
sealed class DemoRepairs(AssetCatalog assets, IOptions<EmulatorOptions> options)
{
    const int Years = 2;
    static readonly TimeSpan Upkeep = TimeSpan.FromDays(182);

    bool IsGerman => options.Value.Language == "de";

    /// <summary>The records of a failure that was mended.</summary>
    public IReadOnlyList<NewRecord> Of(Machine machine, DateTimeOffset from, DateTimeOffset to)
    {
        var failure = machine.Failure;
        return
        [
            New("failure", machine.Asset, from, to, ("kind", failure.Name.In(IsGerman)), ("severity", "major"), ("ended_at", to),
                ("failure_mode", failure.Mode), ("part", failure.Part?.In(IsGerman)), ("is_replaced", failure.Part is not null)),
            New("work-order", machine.Asset, from, to, [.. Work(failure, failure.Part, from, to), ("title", failure.Name.In(IsGerman)), ("priority", "urgent")]),
        ];
    }

    /// <summary>The records of the years before the works began, by the same law of ageing.</summary>
    public IEnumerable<NewRecord> Before(MetalWorks works, DateTimeOffset begin)
    {
        var first = begin.AddYears(-Years);
        foreach (var machine in works.All.Where(m => m.Ageing is not null))
        {
            foreach (var (at, until) in works.FailuresBefore(machine, first, begin))
            {
                foreach (var record in Of(machine, at, until))
                    yield return record;
            }

            for (var at = begin - (Upkeep / 2); machine.Failure.Planned is { } planned && at > first; at -= Upkeep)
                yield return Planned(machine.Failure, planned, at);
        }
    }

    NewRecord Planned(Weakness failure, PlannedWork planned, DateTimeOffset about)
    {
        var day = TimeZoneInfo.ConvertTime(about, Shifts.Zone).Date;
        var local = day.AddDays(DayOfWeek.Saturday - day.DayOfWeek).AddHours(12).AddMinutes(15);
        var from = new DateTimeOffset(local, Shifts.Zone.GetUtcOffset(local)).ToUniversalTime();
        var to = from + planned.Takes;
        var title = IsGerman ? $"{planned.Part.German} vorbeugend tauschen" : $"Replace {planned.Part.English} before it fails";
        return New("work-order", planned.Asset, from.AddDays(-14), to,
            [.. Work(failure, planned.Part, from, to), ("title", title), ("priority", "normal"), ("planned_from", from), ("planned_to", to)]);
    }

    (string Name, object? Value)[] Work(Weakness failure, Words? part, DateTimeOffset from, DateTimeOffset to) =>
    [
        ("state", "done"), ("failure_mode", failure.Mode), ("part", part?.In(IsGerman)), ("part_cost", part is null ? null : failure.PartCost),
        ("skill", failure.Skill?.In(IsGerman)), ("started_at", from), ("ended_at", to), ("downtime", Math.Round((to - from).TotalHours, 2)),
    ];

    NewRecord New(string type, string asset, DateTimeOffset from, DateTimeOffset to, params (string Name, object? Value)[] values) => new(
        type, assets.TryGet($"{options.Value.Root}/{asset}", out var found) ? found.Id : null, from, to,
        values.Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value), DemoBook.Author);
}
