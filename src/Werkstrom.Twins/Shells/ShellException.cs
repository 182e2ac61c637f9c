using System.Globalization;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Twins.Shells;

/// <summary>What a caller asked for cannot be: what is wrong, all at once.</summary>
sealed class ShellException(Refusal refusal, IReadOnlyList<Wrong> wrongs) : Exception(string.Join("; ", wrongs.Select(w => w.Text)))
{
    public ShellException(Refusal refusal, string text) : this(refusal, [new(null, text)])
    {
    }

    /// <summary>Why it cannot be.</summary>
    public Refusal Refusal => refusal;

    /// <summary>Everything that is wrong, at least one thing.</summary>
    public IReadOnlyList<Wrong> Wrongs => wrongs;

    public static ShellException NotFound(EntryKind kind, string id) => new(Refusal.NotFound, $"There is no {Word(kind)} with the identifier {Quote(id)}.");

    public static ShellException Exists(EntryKind kind, string id) => new(Refusal.Exists, $"There is a {Word(kind)} with the identifier {Quote(id)} already.");

    public static ShellException BadRequest(string text) => new(Refusal.BadRequest, text);

    /// <summary>The faults of a document.</summary>
    public static ShellException Of(IEnumerable<Fault> faults) => new(Refusal.BadRequest, [.. faults.Select(f => new Wrong(f.Rule, f.ToString()))]);

    /// <summary>The first characters of a text in quotes: messages stay short whatever was sent.</summary>
    public static string Quote(string text) => text.Length <= 100 ? $"'{text}'" : string.Create(CultureInfo.InvariantCulture, $"'{text[..100]}…' ({text.Length:N0} characters)");

    static string Word(EntryKind kind) => kind switch
    {
        EntryKind.Shell => "shell",
        EntryKind.Submodel => "submodel",
        EntryKind.Concept => "concept description",
        EntryKind.ShellDescriptor => "shell descriptor",
        EntryKind.SubmodelDescriptor => "submodel descriptor",
        EntryKind.AssetLinks => "list of asset links of a shell",
        EntryKind.Import => "import",
        _ => "package",
    };
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">The rule that is broken; null where it is none of the specification: then the status of HTTP is told.</param>
/// <param name="Text">Where and what.</param>
sealed record Wrong(string? Code, string Text);

/// <summary>Why something cannot be.</summary>
enum Refusal
{
    /// <summary>What was sent is wrong.</summary>
    BadRequest,

    /// <summary>It is not there.</summary>
    NotFound,

    /// <summary>It is there already.</summary>
    Exists,

    /// <summary>It is there, and not of a kind that can do this.</summary>
    NotAllowed,

    /// <summary>Somebody else changed it since it was read.</summary>
    Changed,

    /// <summary>A body in a form that is not taken.</summary>
    MediaType,

    /// <summary>A body that is too large.</summary>
    TooLarge,

    /// <summary>Not at this moment.</summary>
    Busy,
}
