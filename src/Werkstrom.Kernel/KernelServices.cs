using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Kernel.Records;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel;

/// <summary>Registers what the Kernel offers.</summary>
public static class KernelServices
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds registry, catalogs, people, audit, events and notices.</summary>
        /// <param name="folder">The data folder.</param>
        public void AddKernel(DataFolder folder)
        {
            builder.Services.AddSingleton(folder).AddSingleton<Registry>().AddRegistry<KernelDb>();
            builder.Services.TryAddSingleton(TimeProvider.System);
            builder.Services.AddOptions<KernelOptions>()
                .BindConfiguration(KernelOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            builder.Services.AddSingleton(all => new PublicAddress(all.GetRequiredService<IOptions<KernelOptions>>(), all.GetService<IServer>()));
            // one part that fails must not end all others; HostedCare starts it again
            builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
            builder.Services.AddHostedService<HostedCare>();
            AddCatalogs(builder.Services);
            AddNouns(builder.Services);
            builder.AddAudit();
            builder.AddPeople(folder);
            builder.AddNotify();
        }
    }

    static void AddCatalogs(IServiceCollection services)
    {
        services.AddSingleton<CatalogWriter>().AddSingleton<SignalStates>();
        services.AddSingleton(all => new SignalWatchBook(all.GetRequiredService<IDbContextFactory<KernelDb>>()));
        services.AddSingleton<IStartStep, CatalogStart>();
        services.AddSingleton<SignalMerges>().AddSingleton<IStartStep>(all => all.GetRequiredService<SignalMerges>());
        services.AddSingleton(all => new AssetCatalog(
            all.GetRequiredService<CatalogWriter>(), all.GetRequiredService<SignalStates>(), all.GetRequiredService<SignalMerges>()));
        services.AddSingleton(all => new SignalCatalog(
            all.GetRequiredService<CatalogWriter>(), all.GetRequiredService<SignalStates>(), all.GetRequiredService<SignalMerges>()));
    }

    static void AddNouns(IServiceCollection services)
    {
        services.AddSingleton<IEvents, EventLog>();
        services.AddSingleton<AssetConditions>().AddSingleton<IAssetState>(all => all.GetRequiredService<AssetConditions>());
        services.AddSingleton<OfflineKeeper>().AddSingleton<IStartStep>(all => all.GetRequiredService<OfflineKeeper>());
        services.AddHostedService(all => all.GetRequiredService<OfflineKeeper>());
        services.AddSingleton(all => new RecordTypes(all.GetRequiredService<IDbContextFactory<KernelDb>>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AgreementCatalog(
            all.GetRequiredService<IDbContextFactory<KernelDb>>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AgreementPolicy(
            all.GetRequiredService<AgreementCatalog>(), all.GetRequiredService<AssetCatalog>(), all.GetRequiredService<SignalCatalog>()));
    }
}
