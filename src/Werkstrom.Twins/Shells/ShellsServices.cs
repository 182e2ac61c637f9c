using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Shells;

/// <summary>What the module calls to keep shells, submodels and concept descriptions.</summary>
static class ShellsServices
{
    public static void AddShells(this IServiceCollection services) => services
        .AddSingleton(s => new EntryCache(s.GetRequiredService<IOptions<TwinsOptions>>().Value.CacheBytes))
        .AddSingleton(s => new StoredDocuments(Dbs(s), s.GetRequiredService<EntryCache>()))
        .AddSingleton(s => new DocumentWriter(Dbs(s), s.GetRequiredService<StoredDocuments>(), s.GetRequiredService<EntryCache>(), s.GetRequiredService<IAudit>(), s.GetServices<IDocumentWatcher>()))
        .AddSingleton<IShellSource>(s => new StoredShells(s.GetRequiredService<StoredDocuments>(), s.GetRequiredService<DocumentWriter>()))
        .AddSingleton(s => new StoredFiles(Dbs(s)))
        .AddSingleton(s => new Shelf(s.GetServices<IShellSource>(), s.GetRequiredService<DocumentWriter>()));

    static IDbContextFactory<TwinsDb> Dbs(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<TwinsDb>>();
}
