using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Werkstrom.Connect.Edge;

/// <summary>
/// What side-cars say of values and connections, in the reader's language: their sentences are English, as in logs. Each is known by
/// its form; what is not known is shown as it was said.
/// </summary>
static class EdgeSentences
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The texts of <see cref="EdgeText"/>, and the sentence of the side-car with places for what it names.</summary>
    public static IReadOnlyList<(string Key, string Form)> Forms { get; } =
    [
        ("said.large", "{0} is beyond 2^53 and would be rounded"),
        ("said.type", "values of type {0} are not stored"),
        ("said.matrix", "a matrix is not stored"),
        ("said.array", "an array of {0} values is not stored, {1} at most"),
        ("said.gaps", "an array with empty places is not stored"),
        ("said.empty", "an empty text is not stored"),
        ("said.finite", "{0} is not stored"),
        ("said.none", "no value came yet ({0})"),
        ("said.namespace", "the server has no such node: its namespace is not known there"),
        ("said.node", "the server has no such node ({0})"),
        ("said.read", "the server does not let it be read ({0})"),
        ("said.deadband", "the server takes no deadband for it ({0})"),
        ("said.server", "the server refuses it ({0})"),
        ("said.device", "the device refuses it ({0})"),
        ("said.silent", "the device does not answer"),
        ("said.short", "the answer of the device is too short"),
        ("said.listens", "nothing listens there: is the device on, and is the port right?"),
        ("said.host", "the name of the host is not known"),
        ("said.reached", "the device cannot be reached"),
        ("said.lost", "no connection to modbus server"),
        ("said.closed", "the connection was closed"),
        ("said.unit", "Unit {0}: {1}"),
        ("said.kind", "type {0}"),
        ("said.unreadable", "not readable"),
        ("said.refused", "{0}: refused"),
        ("said.forbidden", "{0}: not allowed: the token does not reach this topic"),
        ("said.topic", "{0}: the topic is not valid"),
        ("said.payload", "{0}: the payload is not valid"),
    ];

    static readonly (string Key, Regex Form)[] Known =
        [.. Forms.Select(form => (form.Key, new Regex($"^{WithPlaces(form.Form)}$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Longest)))];

    /// <summary>A sentence of a side-car in the reader's language.</summary>
    /// <param name="text">The texts.</param>
    /// <param name="said">What the side-car said.</param>
    public static string Say(IStringLocalizer<EdgeText> text, string said) => TrySay(text, said) ?? said;

    /// <summary>The same; null when the sentence is not known.</summary>
    public static string? TrySay(IStringLocalizer<EdgeText> text, string said)
    {
        foreach (var (key, form) in Known)
        {
            if (form.Match(said) is { Success: true } match)
                return text[key, [.. match.Groups.Values.Skip(1).Select(group => key == "said.unit" ? Say(text, group.Value) : group.Value)]];
        }

        return null;
    }

    static string WithPlaces(string form) => Regex.Escape(form).Replace(@"\{0}", "(.+)", StringComparison.Ordinal).Replace(@"\{1}", "(.+)", StringComparison.Ordinal);
}
