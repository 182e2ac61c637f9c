using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Alive;

/// <summary>What the module calls to have shells of assets.</summary>
static class AliveServices
{
    public static void AddAlive(this IServiceCollection services) => services
        .AddSingleton<AliveIds>()
        .AddSingleton<IStartStep>(all => all.GetRequiredService<AliveIds>())
        .AddSingleton<Structure>()
        .AddSingleton<TimeSeries>()
        .AddSingleton<OperationalData>()
        .AddSingleton<RecordOperations>()
        .AddSingleton<AliveWrites>()
        .AddSingleton<AliveSubmodels>()
        .AddSingleton<AliveIndex>()
        .AddSingleton<IShellSource, AliveShells>();
}
