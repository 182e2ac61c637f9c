using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Facts;

namespace Werkstrom.Condition.Facts;

/// <summary>What the module calls to tell twins what it knows of assets.</summary>
static class FactsServices
{
    public static void AddFacts(this IServiceCollection services) => services
        .AddSingleton<BoundaryFacts>()
        .AddSingleton<ReliabilityFacts>()
        .AddSingleton<ISubmodelSource>(all => all.GetRequiredService<ReliabilityFacts>())
        .AddHostedService(all => all.GetRequiredService<ReliabilityFacts>());
}
