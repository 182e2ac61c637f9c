using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Werkstrom.Ui;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Condition.Work;

/// <summary>Words, colours and addresses of work orders.</summary>
static class WorkWords
{
    /// <summary>Address of an order's page.</summary>
    public static string Page(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/cases/work/{id}");

    /// <summary>Who writes, for the history.</summary>
    public static string Author(ClaimsPrincipal person) => person.Identity?.Name is { Length: > 0 } name ? name : "unnamed";

    /// <summary>How much a priority matters.</summary>
    public static Tone Tone(string priority) => priority switch
    {
        "urgent" => Ui.Parts.Tone.Act,
        "high" => Ui.Parts.Tone.Watch,
        _ => Ui.Parts.Tone.Neutral,
    };

    /// <summary>How a state looks.</summary>
    public static Tone StateTone(string state) => state switch
    {
        WorkState.Done => Ui.Parts.Tone.Good,
        WorkState.InWork => Ui.Parts.Tone.Info,
        _ => Ui.Parts.Tone.Neutral,
    };

    /// <summary>A slot: day and times, both days when it ends on another one.</summary>
    public static string Slot(WorkOrder order, Format format)
    {
        if (order.PlannedFrom is not { } from)
            return "";
        if (order.PlannedTo is not { } to)
            return format.Time(from);
        return format.Day(from) == format.Day(to)
            ? $"{format.Time(from)}–{format.Local(to).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)}"
            : $"{format.Time(from)} – {format.Time(to)}";
    }

    /// <summary>How much of the checklist is done: <c>3/5</c>.</summary>
    public static string Progress(WorkOrder order) => $"{order.Checklist.Count(line => line.IsDone)}/{order.Checklist.Count}";

    /// <summary>What a button that moves to a state says.</summary>
    public static string Verb(IStringLocalizer texts, string state) => texts["to." + state];
}
