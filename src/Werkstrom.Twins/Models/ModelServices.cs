using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Twins.Models;

/// <summary>What the module calls to have 3D models of assets.</summary>
static class ModelServices
{
    public static void AddModels(this IServiceCollection services)
    {
        services.AddSingleton<ModelBook>().AddSingleton<IBackupPart>(all => all.GetRequiredService<ModelBook>());
        services.AddSingleton<ModelRefusals>();
    }
}
