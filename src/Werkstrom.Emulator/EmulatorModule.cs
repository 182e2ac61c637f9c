using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Emulator;

/// <summary>The emulated metal works: physics, faults, and a client that sends like a real plant.</summary>
public sealed class EmulatorModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "emulator";

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
    }
}
