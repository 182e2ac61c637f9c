using Werkstrom.Aas.Model;

namespace Werkstrom.Twins.Templates;

/// <summary>A reference as people write it: an identifier, or <c>(Submodel)urn:…, (Property)Speed</c>, the way that the specification prints keys.</summary>
static class ReferenceText
{
    /// <summary>The text of a reference.</summary>
    public static string Of(Reference reference) =>
        reference is { Type: ReferenceTypes.ExternalReference, Keys: [{ Type: KeyTypes.GlobalReference, Value: var only }] } ? only
        : string.Join(", ", reference.Keys.Select(k => $"({k.Type}){k.Value}"));

    /// <summary>The reference of a text; null when it is none.</summary>
    public static Reference? Parse(string text)
    {
        if (!text.StartsWith('('))
            return new() { Type = ReferenceTypes.ExternalReference, Keys = [new() { Type = KeyTypes.GlobalReference, Value = text }] };
        List<Key> keys = [];
        foreach (var part in text.Split(", ("))
        {
            var close = part.IndexOf(')', StringComparison.Ordinal);
            if (close < 0 || !Enum.TryParse<KeyTypes>(part.AsSpan(part.StartsWith('(') ? 1 : 0, Math.Max(0, close - (part.StartsWith('(') ? 1 : 0))), out var type) || close + 1 >= part.Length)
                return null;
            keys.Add(new() { Type = type, Value = part[(close + 1)..].Trim() });
        }

        return new() { Type = keys[0].Type == KeyTypes.GlobalReference ? ReferenceTypes.ExternalReference : ReferenceTypes.ModelReference, Keys = keys };
    }
}
