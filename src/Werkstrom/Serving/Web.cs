using System.Globalization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Werkstrom.Operation;

namespace Werkstrom.Serving;

/// <summary>What every request passes, in this order.</summary>
static class Web
{
    static readonly CultureInfo[] Cultures = [new("de-DE"), new("en-GB")];

    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddLocalization();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddAntiforgery();
        builder.AddMetrics();
        builder.AddOpenApiDocument();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures[0]);
            options.SupportedCultures = options.SupportedUICultures = Cultures;
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
    }

    public static void UseWeb(this WebApplication app, ModuleList modules, ServeSettings settings)
    {
        if (settings.Proxy is { } proxy)
            UseProxy(app, proxy);
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApiDocument();
        modules.MapTo(app);
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
