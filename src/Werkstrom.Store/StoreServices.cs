using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Store.Judging;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store;

/// <summary>Registers what the Store offers.</summary>
public static class StoreServices
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds the sink, the queries, the live values, and the workers behind them.</summary>
        public void AddStore()
        {
            builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Name).ValidateDataAnnotations().ValidateOnStart();
            builder.Services.AddSingleton(Make).AddSingleton<IStartStep, StoreStart>().AddHostedService<StoreStop>();
            builder.Services.AddSingleton<ISampleSink>(all => all.GetRequiredService<SampleStore>());
            builder.Services.AddSingleton(all => all.GetRequiredService<SampleStore>().Live);
            builder.Services.AddSingleton<ISignalMergeHandler, SampleMerges>();
            builder.Services.AddSingleton(all => new Pulses(
                all.GetRequiredService<LiveValues>(), all.GetRequiredService<SignalWatchBook>(), all.GetRequiredService<TimeProvider>()));
            builder.Services.AddSingleton<SilenceDesk>().AddSingleton<LiveWatch>().AddHostedService(all => all.GetRequiredService<LiveWatch>());
            builder.Services.AddSingleton<SignalScope>().AddSingleton<OnlineState>().AddSingleton<PlantState>();
            builder.Services.AddQueries();
        }
    }

    static SampleStore Make(IServiceProvider all) => new(
        all.GetRequiredService<DataFolder>(),
        all.GetRequiredService<IOptions<StoreOptions>>().Value,
        all.GetRequiredService<TimeProvider>(),
        all.GetRequiredService<ILoggerFactory>().CreateLogger("Werkstrom.Store"),
        FactsOf(all.GetRequiredService<SignalCatalog>()));

    static SignalFacts FactsOf(SignalCatalog catalog) => new(
        id => catalog.TryGet(id, out var signal) ? signal.ExpectedInterval : null,
        () => catalog.All.Where(s => s.RetentionDays is not null).ToDictionary(s => s.Id, s => s.RetentionDays!.Value),
        (id, stored) => catalog.TryGet(id, out var signal) ? signal.Shown(stored) : stored);
}

/// <summary>Opens the Store and replays its log, before anything asks it.</summary>
sealed class StoreStart(SampleStore store) : IStartStep
{
    public int Order => 200;

    public Task StartAsync(CancellationToken stop)
    {
        store.Start();
        return Task.CompletedTask;
    }
}

/// <summary>Closes the Store after the workers of the modules have stopped.</summary>
sealed class StoreStop(SampleStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        store.Stop();
        return Task.CompletedTask;
    }
}

/// <summary>When two signals became one, their samples do too.</summary>
sealed class SampleMerges(SampleStore store) : ISignalMergeHandler
{
    public Task MergeAsync(int from, int into, CancellationToken stop) => store.MergeAsync(from, into, stop);
}
