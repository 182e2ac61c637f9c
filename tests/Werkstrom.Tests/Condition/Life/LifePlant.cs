using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Assets;
using Werkstrom.Store;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Plant;

namespace Werkstrom.Tests.Condition.Life;

/// <summary>Machines with failures and samples in the store of a host.</summary>
sealed class LifePlant(Host host)
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    T Of<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public async Task<Asset> MachineAsync(string path, string kind = "machine")
    {
        await host.SignalAsync($"{path}/temperature");
        await host.SignalAsync($"{path}/vibration");
        Of<AssetCatalog>().TryGet(path, out var asset);
        await Of<AssetCatalog>().ChangeAsync(asset!.Id, a => a with { Kind = kind }, default);
        Of<AssetCatalog>().TryGet(path, out asset);
        return asset!;
    }

    public async Task FailAsync(Asset asset, DateTimeOffset at, double hours = 2) => Assert.True((await Of<RecordStore>().AppendAsync(
        [new("failure", asset.Id, at, at.AddHours(hours), new Dictionary<string, object?> { ["kind"] = "bearing", ["part"] = "bearing", ["is_replaced"] = true })], "test", default)).IsGood);

    public async Task WriteAsync(string path, IEnumerable<(DateTimeOffset At, double Value)> samples)
    {
        var signal = await host.SignalAsync(path);
        SampleBatch batch = new();
        foreach (var (at, value) in samples)
            batch.Add(signal.Id, Micros.Of(at), value);
        await Of<ISampleSink>().WriteAsync(batch, default);
        await Of<SampleStore>().FlushAsync(default);
    }

    // a machine that fails every 9 to 12 days; the bearing grows hot on its last days
    public async Task<(Asset Asset, DateTimeOffset LastEnd)> WearingAsync(string path, string kind, int lives, double celsius = 60)
    {
        var asset = await MachineAsync(path, kind);
        Random chance = new(lives);
        List<(DateTimeOffset, double)> temperature = [], vibration = [];
        var at = Start;
        for (var life = 0; life <= lives; life++)
        {
            var end = at.AddDays(9 + (life % 4));
            for (var t = at; t < (life == lives ? at.AddDays(8) : end); t = t.AddHours(1))
            {
                var wear = Math.Exp((t - end).TotalDays / 1.5);
                temperature.Add((t, celsius + (30 * wear) + chance.NextDouble()));
                vibration.Add((t, 2 + (5 * wear) + (0.2 * chance.NextDouble())));
            }

            if (life < lives)
                await FailAsync(asset, end);
            at = life < lives ? end.AddHours(2) : at;
        }

        await WriteAsync($"{path}/temperature", temperature);
        await WriteAsync($"{path}/vibration", vibration);
        return (asset, at);
    }
}
