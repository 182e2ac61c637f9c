using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Connect.Import;
using Werkstrom.Kernel.Data;
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
        builder.Services.AddOptions<ConnectOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRegistry<ConnectDb>();
        builder.AddImport();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes) => routes.MapImport();
}
