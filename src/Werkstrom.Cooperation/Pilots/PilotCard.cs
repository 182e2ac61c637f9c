using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>A card of a pilot's page with forms: a form that was refused is open again, with what was entered and what is wrong with it.</summary>
public abstract class PilotCard : ComponentBase
{
    /// <summary>The place of the reader.</summary>
    [Parameter, EditorRequired] public object Seated { get; set; } = null!;

    /// <summary>What is wrong with the form that was sent, by field; null: nothing.</summary>
    [Parameter] public IReadOnlyDictionary<string, string>? Faults { get; set; }

    [CascadingParameter] private protected HttpContext Http { get; set; } = null!;

    [Inject] private protected IStringLocalizer<CooperationText> T { get; set; } = null!;

    private protected Seat Seat => (Seat)Seated;

    private protected bool IsRefused(string form) => Faults is not null && Http.Sent("_handler") == form;

    private protected string Again(string form, string field, string otherwise = "") => IsRefused(form) ? Http.Sent(field) : otherwise;

    private protected string? Error(string form, string field) => IsRefused(form) && Faults!.GetValueOrDefault(field) is { } fault ? T.Say(fault) : null;
}
