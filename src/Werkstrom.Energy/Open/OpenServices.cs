using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Werkstrom.Energy.Open;

/// <summary>What the module calls to have public pages.</summary>
static class OpenServices
{
    public static void AddOpen(this IServiceCollection services)
    {
        services.AddOptions<OpenOptions>().BindConfiguration("energy:open").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<GreenReader>().AddSingleton<GreenHtml>().AddSingleton<GreenShelf>();
    }

    public static void MapOpen(this IEndpointRouteBuilder routes) => routes.MapGreen();
}
