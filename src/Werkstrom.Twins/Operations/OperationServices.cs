using Microsoft.Extensions.DependencyInjection;

namespace Werkstrom.Twins.Operations;

/// <summary>What the module calls to have operations carried out.</summary>
static class OperationServices
{
    public static void AddOperations(this IServiceCollection services) => services
        .AddSingleton<OperationHttp>()
        .AddSingleton<OperationHandler>()
        .AddSingleton<OperationRuns>();
}
