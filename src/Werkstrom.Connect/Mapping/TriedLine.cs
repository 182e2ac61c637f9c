using System.Text;
using Werkstrom.Connect.LineProtocol;

namespace Werkstrom.Connect.Mapping;

/// <summary>Where the fields of a line would go.</summary>
/// <param name="Error">Why it cannot be read; null when it can.</param>
/// <param name="Fields">Its fields.</param>
sealed record TriedLine(string? Error, IReadOnlyList<TriedField> Fields)
{
    public static TriedLine Of(string? line, RuleSet rules)
    {
        var bytes = Encoding.UTF8.GetBytes((line ?? "").Split('\n')[0].TrimEnd());
        if (LineText.TryParse(bytes, out var text) is { } reason)
            return new(reason.Text, []);
        return new(null, [.. text!.Fields.Select(field =>
        {
            var isState = field.IsText || Numbers.TryBoolean(field.Value, out _);
            var mapped = rules.Map(text.Measurement, text.Tags, field.Name, isState);
            return new TriedField(field.Name, mapped.Path, mapped.Unit, mapped.Kind.ToString().ToLowerInvariant(), mapped.Rule);
        })]);
    }
}

/// <summary>Where a field would go.</summary>
/// <param name="Field">The field.</param>
/// <param name="Path">Path of its signal.</param>
/// <param name="Unit">UCUM code; empty when not known.</param>
/// <param name="Kind">Kind as in the API.</param>
/// <param name="Rule">Place of the rule that fitted, from 1; 0 for the one that always holds.</param>
sealed record TriedField(string Field, string Path, string Unit, string Kind, long Rule);
