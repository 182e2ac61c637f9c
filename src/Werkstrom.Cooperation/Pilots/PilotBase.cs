using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Ui.Forms;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>What all pages of a pilot do: enter by the door, do what a form says, and say what came of it.</summary>
public abstract class PilotBase : ComponentBase
{
    /// <summary>Number of the pilot.</summary>
    [Parameter] public int Id { get; set; }

    [CascadingParameter] private protected HttpContext Http { get; set; } = null!;

    [Inject] private protected IStringLocalizer<CooperationText> T { get; set; } = null!;

    [Inject] private protected PilotDoor Door { get; set; } = null!;

    private protected Seat? Place { get; private set; }

    private protected string? Said { get; private set; }

    private protected bool IsGood { get; private set; }

    private protected IReadOnlyDictionary<string, string>? Faults { get; private set; }

    // the box that stands where no script asks
    private protected bool IsSure => Http.Sent("sure") == "true";

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => EnterAsync();

    /// <summary>Reads what the page shows.</summary>
    private protected abstract Task LoadAsync(Seat seat, CancellationToken stop);

    private protected async Task<bool> DoAsync(Func<Seat, Task<Outcome>> act)
    {
        if (Place is not { } seat)
            return false;
        var outcome = await act(seat);
        (IsGood, Faults) = (outcome.IsDone, outcome.IsDone ? null : outcome.Faults);
        Said = outcome.IsDone ? T["saved"] : outcome.IsConflict ? T.Say(outcome.Faults.Values.First()) : T["wrong"];
        await EnterAsync();
        return outcome.IsDone;
    }

    private protected string? Fault(string field) => Faults?.GetValueOrDefault(field) is { } fault ? T.Say(fault) : null;

    async Task EnterAsync()
    {
        Place = await Door.EnterAsync(Id, Http.User, Http.RequestAborted);
        if (Place is { } seat)
            await LoadAsync(seat, Http.RequestAborted);
        else if (!Http.Response.HasStarted)
            Http.Response.StatusCode = StatusCodes.Status404NotFound; // once it is known: the first rendering may come before
    }
}
