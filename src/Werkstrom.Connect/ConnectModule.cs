using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect;

/// <summary>Ways in: line protocol, JSON, files, and why data is missing.</summary>
public sealed class ConnectModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "connect";

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
    }
}
