using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Connect.Import.Running;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Import;

/// <summary>What the module calls to have the import of files: services, endpoints, verbs.</summary>
static class ImportServices
{
    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Figures, "menu.import", "/import", "file-import", Policies.Engineer, 30)];

    public static IReadOnlyList<Command> Commands => [ImportCommand.Make()];

    public static void AddImport(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().BindConfiguration(ImportOptions.Name).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportFiles>().AddSingleton<ImportProgress>().AddSingleton<ImportRunner>().AddSingleton<ImportUndo>();
        builder.Services.AddSingleton<ImportWorker>().AddHostedService(all => all.GetRequiredService<ImportWorker>());
        builder.Services.AddScoped<ImportDesk>().AddScoped<ImportWords>().AddScoped<ReasonWords>();
        builder.Services.AddSingleton<IReplayer, ImportReplay>();
    }

    public static void MapImport(this IEndpointRouteBuilder routes)
    {
        routes.MapImports();
        routes.MapImportForms();
    }
}
