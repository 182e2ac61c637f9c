using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Kernel;

public sealed class CatalogAuditTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_burst_of_new_signals_is_one_entry_and_a_change_of_limits_tells_before_and_after(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var catalog = registry.Get<SignalCatalog>();
        await catalog.EnsureAsync([.. Enumerable.Range(0, 500).Select(i => new WantedSignal($"w/s{i}"))], default);

        registry.Clock.Advance(TimeSpan.FromSeconds(1));
        await catalog.ChangeAsync(1, s => s with { Limits = new(null, null, null, 80) }, default);

        await using var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        var entries = await db.Set<AuditRow>().Where(a => a.Entity == "kernel_signal").OrderBy(a => a.Id).ToListAsync();
        Assert.Equal(["500 signals", "1"], entries.Select(e => e.EntityKey));
        Assert.Contains("\"highAlarm\":80", entries[1].After, StringComparison.Ordinal);
    }
}
