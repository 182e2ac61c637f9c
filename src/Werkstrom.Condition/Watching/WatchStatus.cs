using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Modules;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Watching;

/// <summary>What is watched, on the status page.</summary>
sealed class WatchStatus(WatchBook book, WatchQueue queue, IStringLocalizer<WatchText> text) : IStatusPart
{
    public string Name => "condition";

    public string Address => "/cases/watch";

    public (string Title, IReadOnlyList<StatusLine> Lines) Read()
    {
        var (watched, waiting) = (book.Count, queue.Progress.Waiting);
        return (text["status.title"],
        [
            new("signals", text["status.signals"], Format.Count(watched), watched),
            new("learning", text["status.learning"], Format.Count(waiting), waiting),
        ]);
    }
}
