using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Werkstrom.Emulator.Works;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Events;
using Werkstrom.Store.Records;

namespace Werkstrom.Emulator.Demo;

/// <summary>Keeps the books of the demo's plant: shifts, orders, failures and the work on them as records, failures as events on the charts.</summary>
sealed class DemoBook(
    DemoPlant plant, DemoRepairs repairs, RecordStore records, RecordQueries known, IEvents events, AssetCatalog assets,
    IOptions<EmulatorOptions> options, TimeProvider time) : BackgroundService
{
    internal const string Author = "emulator";
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    static readonly string[] Products = ["Flansch DN80", "Lagerbock 12", "Halter L45", "Gehäuse G3", "Konsole K7"];

    readonly Dictionary<string, long> _open = [];

    bool IsGerman => options.Value.Language == "de";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (plant.Log is not { } log)
            return;
        await WriteOldAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            if (log.Take() is { Count: > 0 } entries)
                await WriteAsync(entries, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // once: the books of the years before the samples begin
    async Task WriteOldAsync(CancellationToken stop)
    {
        if (await known.CountAsync(new("work-order", To: plant.Begin, WithWithdrawn: true), stop) == 0)
            await records.AppendAsync([.. repairs.Before(plant.Works!, plant.Begin)], Author, stop);
    }

    async Task WriteAsync(IReadOnlyList<WorksEntry> entries, CancellationToken stop)
    {
        await records.AppendAsync([.. entries.SelectMany(RecordsOf)], Author, stop);
        foreach (var entry in entries)
            await NoteAsync(entry, stop);
    }

    async Task NoteAsync(WorksEntry entry, CancellationToken stop)
    {
        if (entry.Kind == WorksEntryKind.FailureBegins)
            _open[entry.Asset] = (await events.NoteAsync(EventOf(entry), stop)).Id;
        else if (entry.Kind == WorksEntryKind.FailureEnds && _open.Remove(entry.Asset, out var id))
            await events.EndAsync(id, entry.To!.Value, stop);
    }

    PlantEvent EventOf(WorksEntry entry) => new(
        0, "machine.failure", EventLevel.Act, AssetId(entry.Asset), entry.From, null, FailureOf(entry.Asset), Author, IsOpen: true);

    IEnumerable<NewRecord> RecordsOf(WorksEntry entry) => entry.Kind switch
    {
        WorksEntryKind.Shift => [New("shift", entry, ("name", entry.Shift == 1 ? "early" : "late"), ("ended_at", entry.To), ("crew", 9L))],
        WorksEntryKind.Order =>
        [
            New(
                "order", entry,
                ("number", string.Create(CultureInfo.InvariantCulture, $"{entry.From:yyMMdd}-{entry.Asset[^1]}{entry.Shift}")),
                ("product", Products[(entry.From.DayOfYear + entry.Asset[^1]) % Products.Length]),
                ("quantity", entry.Good + entry.Scrap), ("good", entry.Good), ("scrap", entry.Scrap), ("state", "done"),
                ("started_at", entry.From), ("ended_at", entry.To)),
        ],
        WorksEntryKind.FailureEnds => repairs.Of(MachineOf(entry.Asset), entry.From, entry.To!.Value),
        _ => [],
    };

    NewRecord New(string type, WorksEntry entry, params (string Name, object? Value)[] values) => new(
        type, AssetId(entry.Asset), entry.From, entry.To, values.ToDictionary(v => v.Name, v => v.Value), Author);

    string FailureOf(string asset) => MachineOf(asset).Failure.Name.In(IsGerman);

    Machine MachineOf(string asset) => plant.Works!.All.Single(m => m.Asset == asset);

    int? AssetId(string path) =>
        assets.TryGet(path.Length == 0 ? options.Value.Root : $"{options.Value.Root}/{path}", out var asset) ? asset.Id : null;
}
