using System.Net;
using System.Text.Json;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>One damaged file of quarter-hours: told wherever it is needed, and it holds up nobody else.</summary>
public sealed class DamagedMeterTests : IAsyncLifetime
{
    readonly Host _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_damaged_file_is_told_and_holds_up_only_its_own_draft()
    {
        BillTown town = new(_host);
        await town.OpenAsync();
        await town.TariffAsync("flat", BillTown.Flat(30));
        var day = GermanTime.Day(new DateOnly(2024, 6, 5));
        foreach (var number in (int[])[1, 2])
        {
            var malo = await town.ContractAsync(number, "flat", day.First);
            await town.MeterAsync(malo, day.First, [.. Enumerable.Repeat(100, 96)]);
            await town.MeterAsync(malo, day.First, [.. Enumerable.Repeat(110, 96)], 1);
        }

        var bills = await town.ReleaseAsync(await town.RunAsync("2024-06-05", "2024-06-06"));
        var malo1 = BillTown.Malo(1);
        await town.MeterAsync(BillTown.Malo(2), day.First, [.. Enumerable.Repeat(120, 96)], 2); // has to be corrected
        await _host.RestartAsync();
        Damage(Directory.EnumerateFiles(Path.Combine(_host.Folder, "energy", "meters"), malo1 + "*", SearchOption.AllDirectories).Single());
        var first = bills.Single(b => b.GetProperty("malo").GetString() == malo1).GetProperty("number").GetString();

        foreach (var path in (string[])[$"api/energy/meters/{malo1}?from=2024-06-05&to=2024-06-06", $"api/energy/bills/{first}/again", $"api/energy/bills/{first}/lines/1?day=2024-06-05"])
        {
            using var answer = await _host.Local.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.Conflict), (path, answer.StatusCode));
            Assert.Contains("damaged at byte 8", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var line = await _host.Local.GetAsync($"energy/bills/{first}/lines/1?day=2024-06-05");
        Assert.Equal(HttpStatusCode.Conflict, line.StatusCode);
        Assert.Contains("damaged at byte 8", await line.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("damaged at byte 8", await _host.Local.GetStringAsync($"energy/bills/{first}?again=true"), StringComparison.Ordinal);

        BillTown after = new(_host);
        await after.OpenAsync();
        var run = await after.RunAsync("2024-06-05", "2024-06-06", "Correction"); // ends without a fault
        var drafts = (await after.BillsAsync(run.GetProperty("id").GetInt64())).ToDictionary(b => b.GetProperty("malo").GetString()!);
        Assert.Equal([malo1, BillTown.Malo(2)], drafts.Keys.Order());
        Assert.Equal([true, false], drafts.OrderBy(d => d.Key).Select(d => d.Value.GetProperty("problems").EnumerateArray().Any(p => p.GetProperty("code").GetString() == "damaged")));
    }

    static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[30] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
