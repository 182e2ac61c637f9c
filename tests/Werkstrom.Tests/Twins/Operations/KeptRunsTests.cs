using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Tests.Kernel;
using Werkstrom.Twins;
using Werkstrom.Twins.Operations;

namespace Werkstrom.Tests.Twins.Operations;

/// <summary>Runs that nobody waits for, on both engines.</summary>
public sealed class KeptRunsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_result_is_held_for_an_hour_and_what_ran_at_the_end_is_lost_by_name(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, Add);
        OperationRun done = new("d", "urn:s", "Move", true, "token:1"), open = new("o", "urn:s", "Move", false, "token:1"), more = new("m", "urn:s", "Move", false, "token:1");
        Assert.True(await Runs(registry).AddAsync(done, 2, default));
        Assert.True(await Runs(registry).AddAsync(open, 2, default));
        Assert.False(await Runs(registry).AddAsync(more, 2, default));
        OperationOutcome reached = new(OperationState.Completed, [new Property { IdShort = "Reached", ValueType = DataTypeDefXsd.Double, Value = "42.5" }], [], null);
        await Runs(registry).EndAsync(done, reached, default);

        await registry.RestartAsync();

        var kept = (await Runs(registry).FindAsync("d", default))!;
        Assert.Equal((OperationState.Completed, "42.5", true, "token:1"), (kept.Outcome.State, ((Property)Assert.Single(kept.Outcome.Outputs)).Value, kept.IsValueOnly, kept.Owner));
        var lost = (await Runs(registry).FindAsync("o", default))!.Outcome;
        Assert.Equal((OperationState.Canceled, OperationOutcome.Lost), (lost.State, lost.Message));
        registry.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(await Runs(registry).FindAsync("d", default));
        Assert.True(await Runs(registry).AddAsync(more, 2, default));
        Assert.Equal(OperationState.Running, (await Runs(registry).FindAsync("m", default))!.Outcome.State);
    }

    static KeptRuns Runs(Registries registry) => registry.Get<KeptRuns>();

    static void Add(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TwinsOptions>();
        builder.Services.AddRegistry<TwinsDb>();
        builder.Services.AddSingleton<KeptRuns>().AddSingleton<IStartStep>(all => all.GetRequiredService<KeptRuns>());
    }
}
