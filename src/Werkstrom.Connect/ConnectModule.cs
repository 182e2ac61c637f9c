using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Werkstrom.Connect.Import;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Connect;

/// <summary>Ways in: line protocol, JSON, files, and why data is missing.</summary>
public sealed class ConnectModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "connect";

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => ImportServices.Commands;

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        builder.AddImport();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapImport();
    }
}
