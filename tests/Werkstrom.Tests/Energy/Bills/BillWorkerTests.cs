using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy;
using Werkstrom.Tests.Kernel;
using static Werkstrom.Tests.Waiting;

namespace Werkstrom.Tests.Energy.Bills;

/// <summary>The registry takes nothing for a while: a run of bills goes on by itself when it does again, and the log says so once; on both registries.</summary>
public sealed class BillWorkerTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_run_whose_fault_cannot_be_written_goes_on_when_the_registry_is_there_again(Engine engine)
    {
        await using var on = await EngineHost.StartAsync(engine);
        using Told told = new(LogLevel.Information);
        on.Host.Services.GetRequiredService<ILoggerFactory>().AddProvider(told);
        BillTown town = new(on.Host);
        await town.OpenAsync();
        await town.TariffAsync("flat", BillTown.Flat(30));
        await town.DayAsync(await town.ContractAsync(1, "flat"), 1_000);

        var isSqlite = engine == Engine.Sqlite;
        await SqlAsync(on, isSqlite // runs can be begun, and nothing of them be changed
            ? "CREATE TRIGGER away BEFORE UPDATE ON energy_bill_run BEGIN SELECT RAISE(ABORT, 'away'); END"
            : "CREATE FUNCTION away() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''away''; END' LANGUAGE plpgsql; CREATE TRIGGER away BEFORE UPDATE ON energy_bill_run FOR EACH ROW EXECUTE FUNCTION away()");
        using var begun = await town.Maker.PostAsJsonAsync("api/energy/bills/runs", new { from = "2024-05-06", to = "2024-05-07", kind = "Bill" });
        var run = $"api/energy/bills/runs/{(await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64()}";
        await UntilAsync(() => Waits() == 1);
        await Task.Delay(Werkstrom.Energy.Jobs.RunWorker.Pause * 3); // tried twice more at least
        Assert.Equal("Drafting", await StateAsync(), ignoreCase: true);
        await SqlAsync(on, isSqlite ? "DROP TRIGGER away" : "DROP TRIGGER away ON energy_bill_run");

        await UntilAsync(async () => string.Equals(await StateAsync(), "Ready", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(34_27, (await on.Host.Local.GetFromJsonAsync<JsonElement>($"{run}/bills"))[0].GetProperty("gross").GetInt32()); // 96 kWh × 30 ct = 28.80 €, with VAT; one bill, not two
        Assert.Equal(1, (await on.Host.Local.GetFromJsonAsync<JsonElement>($"{run}/bills")).GetArrayLength());
        Assert.Equal((1, 1), (Waits(), told.Lines.Count(l => l == "BillWorker goes on: the registry is there again")));
        Assert.InRange(told.Lines.Count(l => l.StartsWith("BillWorker: run ", StringComparison.Ordinal)), 0, 2); // before it waits and after, not at each try
        await town.RunAsync("2024-05-07", "2024-05-08"); // and takes the next

        int Waits() => told.Lines.Count(l => l.StartsWith("BillWorker waits: ", StringComparison.Ordinal));

        async Task<string?> StateAsync() => (await on.Host.Local.GetFromJsonAsync<JsonElement>(run)).GetProperty("state").GetString();
    }

    static async Task SqlAsync(EngineHost on, string sql)
    {
        await using var db = await on.Host.Services.GetRequiredService<IDbContextFactory<EnergyDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
