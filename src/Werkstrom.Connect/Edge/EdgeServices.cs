using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Edge;

/// <summary>What the module calls to have side-cars: services, verbs, menu.</summary>
static class EdgeServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Setup, "menu.edge", "/setup/edge", "server", Policies.Engineer, 34)];

    public static IReadOnlyList<Command> Commands => [EdgeCommand.Opcua(), EdgeCommand.Modbus()];

    public static void AddEdge(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EdgeOptions>().BindConfiguration("edge").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EdgeSecrets>().AddSingleton<EdgeBook>().AddSingleton<EdgeProgram>().AddSingleton<EdgeConfig>().AddSingleton<EdgeScans>();
        services.AddSingleton<EdgeRunner>().AddHostedService(all => all.GetRequiredService<EdgeRunner>());
        services.AddScoped<EdgeDesk>();
    }
}
