using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Energy.Sharing;

/// <summary>What the module calls to show partners groups of customers.</summary>
static class ShareServices
{
    public static void AddSharing(this IServiceCollection services)
    {
        services.AddOptions<ShareOptions>().BindConfiguration("energy:sharing").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ShareBook>().AddSingleton<ShareDesk>().AddSingleton<SharePartners>().AddSingleton<DemoShares>().AddHostedService<ShareWorker>();
        services.AddSingleton<ISharedGroups, UseShares>();
    }
}
