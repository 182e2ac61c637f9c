using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Emulator.Demo;
using Werkstrom.Emulator.Sending;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Emulator;

/// <summary>The emulated metal works: physics, faults, and a client that sends like a real plant.</summary>
public sealed class EmulatorModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "emulator";

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => [EmulateCommand.Make()];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<EmulatorOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<DemoDescription>().AddSingleton<DemoPlant>().AddSingleton<DemoRepairs>();
        builder.Services.AddSingleton<IStartStep>(all => all.GetRequiredService<DemoPlant>());
        builder.Services.AddHostedService<DemoBook>().AddHostedService<DemoSender>();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        // It has no pages of its own: what it sends appears in the plant.
    }
}
