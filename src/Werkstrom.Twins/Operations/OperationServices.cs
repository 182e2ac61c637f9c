using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Twins.Operations;

/// <summary>What the module calls to have operations carried out.</summary>
static class OperationServices
{
    public static void AddOperations(this IServiceCollection services) => services
        .AddSingleton<OperationHttp>()
        .AddSingleton<OperationHandler>()
        .AddSingleton<KeptRuns>()
        .AddSingleton<IStartStep>(all => all.GetRequiredService<KeptRuns>())
        .AddSingleton<OperationRuns>()
        .AddHostedService(all => all.GetRequiredService<OperationRuns>());
}
