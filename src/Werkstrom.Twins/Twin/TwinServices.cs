using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Twins.Shells;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Twins.Twin;

/// <summary>What the module calls to have the page of a twin.</summary>
static class TwinServices
{
    public static void AddTwin(this IServiceCollection services) => services
        .AddSingleton<ShellNews>().AddSingleton<IDocumentWatcher>(all => all.GetRequiredService<ShellNews>())
        .AddSingleton<AssetShells>()
        .AddSingleton<ShellModels>().AddHostedService(all => all.GetRequiredService<ShellModels>())
        .AddSingleton<TwinReader>().AddSingleton(new PagePart(PagePlace.AssetActions, typeof(TwinLink)));

    public static void MapTwin(this IEndpointRouteBuilder routes) => routes.MapShellLinks();
}
