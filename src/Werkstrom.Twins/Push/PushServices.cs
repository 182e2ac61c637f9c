using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Events;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Push;

/// <summary>What the module calls to tell others what happens to shells.</summary>
static class PushServices
{
    public static void AddPush(this IServiceCollection services) => services
        .AddSingleton<ChangeLog>()
        .AddSingleton<IDocumentWatcher>(all => all.GetRequiredService<ChangeLog>())
        .AddHostedService(all => all.GetRequiredService<ChangeLog>())
        .AddSingleton<ShellWatch>()
        .AddSingleton<IDocumentWatcher>(all => all.GetRequiredService<ShellWatch>())
        .AddHostedService(all => all.GetRequiredService<ShellWatch>())
        .AddSingleton<PushedSignals>()
        .AddSingleton<IFeed, TwinFeed>();
}
