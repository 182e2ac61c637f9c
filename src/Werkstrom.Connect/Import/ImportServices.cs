using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Werkstrom.Connect.Import;

/// <summary>What the module calls to have the import of files: services, endpoints, verbs.</summary>
static class ImportServices
{
    public static IReadOnlyList<Command> Commands => [];

    public static void AddImport(this IHostApplicationBuilder builder)
    {
    }

    public static void MapImport(this IEndpointRouteBuilder routes)
    {
    }
}
