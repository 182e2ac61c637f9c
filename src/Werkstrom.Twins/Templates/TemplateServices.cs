using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Templates;

/// <summary>What the module calls to have templates and what is made from them.</summary>
static class TemplateServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Setup, "menu.templates", "/setup/templates", "file-text", Policies.Engineer, 36)];

    public static void AddTemplates(this IServiceCollection services) => services
        .AddSingleton<InstanceIndex>()
        .AddSingleton<IDocumentWatcher>(all => all.GetRequiredService<InstanceIndex>())
        .AddSingleton<IStartStep>(all => all.GetRequiredService<InstanceIndex>())
        .AddSingleton<InstanceBook>()
        .AddSingleton<TemplateBook>()
        .AddSingleton<IStartStep, DemoPlates>()
        .AddSingleton<HeldFiles>()
        .AddHostedService<PlateKeeper>();

    public static void MapTemplates(this IEndpointRouteBuilder routes) => routes.MapTemplateApi();
}
