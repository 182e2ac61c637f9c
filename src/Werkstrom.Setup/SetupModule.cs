using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Setup.Access;
using Werkstrom.Setup.Backups;
using Werkstrom.Setup.Login;
using Werkstrom.Setup.Operation;
using Werkstrom.Setup.Trail;

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
        new(MenuSection.Setup, "menu.audit", "/setup/audit", "history", Policies.Admin, 320),
        new(MenuSection.Setup, "menu.status", "/setup/status", "server", Policies.Engineer, 330),
        new(MenuSection.Setup, "menu.backup", "/setup/backup", "archive", Policies.Admin, 340),
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => [UserCommand.Make(), TokenCommand.Make(), BackupCommand.Backup(), BackupCommand.Restore()];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<Invitations>().AddSingleton<ShownOnce>();
        builder.Services.AddSingleton<BackupRoom>().AddSingleton<BackupWriter>().AddSingleton<BackupRuns>().AddSingleton<IStartStep, BackupSweep>();
        builder.Services.AddSingleton<DiskTrend>().AddHostedService(s => s.GetRequiredService<DiskTrend>()).AddSingleton<StatusReader>();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapLogout();
        var setup = routes.MapGroup("/api/setup");
        setup.MapMe();
        setup.MapPeople();
        setup.MapTokens();
        setup.MapAudit();
        setup.MapStatus();
        setup.MapBackups();
    }
}
