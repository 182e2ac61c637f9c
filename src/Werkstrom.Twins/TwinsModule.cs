using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Twins.Alive;
using Werkstrom.Twins.Api;
using Werkstrom.Twins.Check;
using Werkstrom.Twins.Import;
using Werkstrom.Twins.Models;
using Werkstrom.Twins.Operations;
using Werkstrom.Twins.Push;
using Werkstrom.Twins.Scene;
using Werkstrom.Twins.Shells;
using Werkstrom.Twins.Templates;
using Werkstrom.Twins.Twin;

namespace Werkstrom.Twins;

/// <summary>Every asset is an Asset Administration Shell, alive, in three dimensions.</summary>
public sealed class TwinsModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "twins";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        .. SceneServices.Menu,
        .. ImportServices.Menu,
        .. TemplateServices.Menu,
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands =>
    [
        .. CheckServices.Commands,
    ];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<TwinsOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        services.AddRegistry<TwinsDb>();
        services.AddModels();
        services.AddShells();
        services.AddAlive();
        services.AddTemplates();
        services.AddPush();
        services.AddOperations();
        services.AddAasApi();
        services.AddImport();
        services.AddScene();
        services.AddTwin();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapModels();
        routes.MapAasApi();
        routes.MapImport();
        routes.MapAlive();
        routes.MapPush();
        routes.MapTemplates();
        routes.MapScene();
        routes.MapTwin();
    }
}
