using Microsoft.AspNetCore.Http.HttpResults;
using Werkstrom.Ui;

namespace Werkstrom.Components;

/// <summary>The pages of all modules, the files of their islands, and what makes an app of them.</summary>
static class PageHost
{
    public static void AddPages(this WebApplicationBuilder builder, ModuleList modules)
    {
        builder.AddUi(modules.Menu);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<IProblemDetailsWriter, ErrorPages>();
    }

    public static void MapPages(this WebApplication app, ModuleList modules)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/sw.js", ServiceWorker).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/manifest.webmanifest", WebManifest.Get).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/my/manifest.webmanifest", WebManifest.My).AllowAnonymous().ExcludeFromDescription();
        app.MapLanguage();
        app.MapRazorComponents<App>().AddAdditionalAssemblies(modules.Assemblies);
    }

    /// <summary>The bundle's names change with its content; these do not, and must be asked for again each time.</summary>
    static PhysicalFileHttpResult ServiceWorker(HttpContext http, IWebHostEnvironment host)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.PhysicalFile(host.WebRootFileProvider.GetFileInfo("ui/sw.js").PhysicalPath!, "text/javascript");
    }
}
