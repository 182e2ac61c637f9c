using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Twins.Twin;

/// <summary>What the module calls to have the page of a twin.</summary>
static class TwinServices
{
    public static void AddTwin(this IServiceCollection services) => services.AddSingleton<TwinReader>().AddSingleton(new PagePart(PagePlace.AssetActions, typeof(TwinLink)));
}
