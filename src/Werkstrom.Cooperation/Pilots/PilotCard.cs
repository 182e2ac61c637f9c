using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>A card of a pilot's page with forms.</summary>
public abstract class PilotCard : FormCard
{
    /// <summary>The place of the reader.</summary>
    [Parameter, EditorRequired] public object Seated { get; set; } = null!;

    /// <summary>What is wrong with the form that was sent, by field; null: nothing.</summary>
    [Parameter] public IReadOnlyDictionary<string, string>? Faults { get; set; }

    [Inject] private protected IStringLocalizer<CooperationText> T { get; set; } = null!;

    private protected Seat Seat => (Seat)Seated;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string>? Wrong => Faults;

    /// <inheritdoc/>
    protected override string Say(string fault) => T.Say(fault);
}
