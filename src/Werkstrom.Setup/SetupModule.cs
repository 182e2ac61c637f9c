using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Setup.Access;
using Werkstrom.Setup.Login;

namespace Werkstrom.Setup;

/// <summary>People, tokens, audit, backup, status.</summary>
public sealed class SetupModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "setup";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuSection.Setup, "menu.people", "/setup/people", "users", Policies.Admin, 300),
        new(MenuSection.Setup, "menu.tokens", "/setup/tokens", "key", Policies.Admin, 310),
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => [UserCommand.Make(), TokenCommand.Make()];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<Invitations>();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapLogout();
        var setup = routes.MapGroup("/api/setup");
        setup.MapMe();
        setup.MapPeople();
        setup.MapTokens();
    }
}
