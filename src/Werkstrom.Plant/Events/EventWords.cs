using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Events;
using Werkstrom.Store.Live;

namespace Werkstrom.Plant.Events;

static class EventWords
{
    /// <summary>What Werkstrom itself notes, in the reader's language; what others note, as they wrote it.</summary>
    public static string WordsOf(this IStringLocalizer<PlantText> text, PlantEvent happened) =>
        happened.Kind == SilentEvents.Kind && happened.Text.StartsWith(SilentEvents.TextStart, StringComparison.Ordinal)
            ? text["event.silent", happened.Text[SilentEvents.TextStart.Length..]]
        : happened.Kind == FloodEvents.Kind && happened.Text.StartsWith(FloodEvents.TextStart, StringComparison.Ordinal)
            ? text["event.flood", happened.Text[FloodEvents.TextStart.Length..]]
        : happened.Text;
}
