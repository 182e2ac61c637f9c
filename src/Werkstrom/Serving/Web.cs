using Microsoft.AspNetCore.HttpOverrides;
using Werkstrom.Components;
using Werkstrom.Kernel;
using Werkstrom.Kernel.People;
using Werkstrom.Operation;

namespace Werkstrom.Serving;

/// <summary>What every request passes, in this order.</summary>
static class Web
{
    public static void AddWeb(this WebApplicationBuilder builder, ModuleList modules)
    {
        builder.AddPages(modules); // before ProblemDetails: error pages for people come first
        builder.Services.AddExceptionHandler<BusyAnswers>();
        WrongRequests.Configure(builder.Services);
        builder.Services.AddAntiforgery();
        builder.AddMetrics();
        builder.AddOpenApiDocument();
    }

    public static void UseWeb(this WebApplication app, ModuleList modules, ServeSettings settings)
    {
        if (settings.Proxy is { } proxy)
            UseProxy(app, proxy);
        app.UseSecurityHeaders();
        app.UseRequestLocalization(); // before the error pages, which speak the reader's language too
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseWebSockets();
        app.UseRouting();
        app.UsePeople();
        app.UseMiddleware<Nowhere>();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApiDocument();
        app.MapKernel();
        modules.MapTo(app);
        app.MapPages(modules);
    }

    static void UseProxy(WebApplication app, System.Net.IPAddress proxy)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        options.KnownProxies.Add(proxy);
        app.UseForwardedHeaders(options);
    }
}
