using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.States;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Watching;

/// <summary>What the module calls to have every signal watched.</summary>
static class WatchServices
{
    /// <summary>Where what was learned lies, below the data folder.</summary>
    public const string Folder = "watch";

    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Cases, "menu.watch", "/cases/watch", "activity", Policies.Read, 80)];

    public static void AddWatching(this IServiceCollection services)
    {
        services.AddSingleton(all => Loaded(all.GetRequiredService<DataFolder>(), all.GetRequiredService<Format>().Zone, all.GetRequiredService<SavedStates>()));
        services.AddSingleton(all => new TailMark(all.GetRequiredService<DataFolder>().Folder(Folder)));
        services.AddSingleton<WatchQueue>().AddSingleton<HistoryLearner>().AddSingleton<SharedSensitivity>().AddSingleton<SignalWatcher>();
        services.AddSingleton<ISampleTaker>(all => all.GetRequiredService<SignalWatcher>());
        services.AddSingleton<IFindingLearner>(all => all.GetRequiredService<SignalWatcher>());
        services.AddSingleton<IBackupPart, WatchBackup>().AddSingleton<IStatusPart, WatchStatus>().AddSingleton<WatchReport>();
        services.AddSingleton<WatchWorker>().AddHostedService(all => all.GetRequiredService<WatchWorker>());
        services.AddHostedService<LearnWorker>();
    }

    static WatchBook Loaded(DataFolder folder, TimeZoneInfo zone, SavedStates states)
    {
        WatchBook book = new(folder.Folder(Folder), zone);
        if (book.Load() is { } fault)
            states.Unreadable(Folder, book.File, fault);
        return book;
    }
}

/// <summary>What was learned, in the backup: as it was saved last.</summary>
sealed class WatchBackup(DataFolder data) : IBackupPart
{
    public string Folder => WatchServices.Folder;

    public Task CopyAsync(string target, CancellationToken stop)
    {
        foreach (var file in Directory.GetFiles(data.Folder(Folder)).Where(f => Path.GetExtension(f).Length == 0))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return Task.CompletedTask;
    }
}
