using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;
using Werkstrom.Setup.Accounts;
using Werkstrom.Setup.Tokens;

namespace Werkstrom.Setup;

/// <summary>People, tokens, audit, backup, status.</summary>
public sealed class SetupModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "setup";

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("/api/setup");
        setup.MapMe();
        setup.MapTokens();
    }
}
