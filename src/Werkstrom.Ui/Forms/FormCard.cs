using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Ui.Forms;

/// <summary>A part of a page with forms of its own: a form that was refused is shown again, with what was entered and what is wrong with it.</summary>
public abstract class FormCard : ComponentBase
{
    /// <summary>The request: what was sent.</summary>
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>What is wrong with the form that was sent, by field; null: nothing.</summary>
    protected abstract IReadOnlyDictionary<string, string>? Wrong { get; }

    /// <summary>What is wrong, in the words of the reader.</summary>
    protected abstract string Say(string fault);

    /// <summary>Whether a form was sent.</summary>
    /// <param name="form">Its name.</param>
    protected bool IsSent(string form) => Http.Sent("_handler") == form;

    /// <summary>Whether a form was sent and not taken.</summary>
    protected bool IsRefused(string form) => Wrong is not null && IsSent(form);

    /// <summary>What stands in a field: what was entered, where the form was refused.</summary>
    protected string Again(string form, string field, string otherwise = "") => IsRefused(form) ? Http.Sent(field) : otherwise;

    /// <summary>What is wrong with a field; null: nothing.</summary>
    protected string? Error(string form, string field) => IsRefused(form) && Wrong!.GetValueOrDefault(field) is { } fault ? Say(fault) : null;
}
