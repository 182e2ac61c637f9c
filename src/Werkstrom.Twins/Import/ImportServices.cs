using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Templates;

namespace Werkstrom.Twins.Import;

/// <summary>What the module calls to have files with shells taken in.</summary>
static class ImportServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Plant, "menu.shells", "/plant/shells", "box", Policies.Read, 16)];

    /// <summary>Verbs below <c>aas</c>.</summary>
    public static IReadOnlyList<Command> Verbs => [ImportCommand.Import(), ImportCommand.Undo(), ExportCommand.Make(), TemplateCommand.Make()];

    public static void AddImport(this IServiceCollection services) => services.AddSingleton<ImportRoom>().AddSingleton<ImportBook>();

    public static void MapImport(this IEndpointRouteBuilder routes)
    {
        routes.MapImportApi();
        routes.MapImportForms();
    }
}
