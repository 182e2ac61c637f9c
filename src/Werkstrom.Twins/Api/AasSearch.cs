using System.Text.Json;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Reads what a list is searched for.</summary>
static class AasSearch
{
    extension(AasCall call)
    {
        /// <summary>Keys of <c>idShort</c> and <c>assetIds</c>.</summary>
        public List<string> ShellKeys() => [.. call.IdShortKeys(EntryKind.Shell), .. call.AssetKeys(EntryKind.Shell)];

        /// <summary>Keys of <c>idShort</c> and <c>semanticId</c>.</summary>
        public List<string> SubmodelKeys() => [.. call.IdShortKeys(EntryKind.Submodel), .. call.ReferenceKeys(EntryKind.Submodel, "semanticId", "semanticId")];

        /// <summary>Keys of <c>idShort</c>, <c>isCaseOf</c> and <c>dataSpecificationRef</c>.</summary>
        public List<string> ConceptKeys() =>
        [
            .. call.IdShortKeys(EntryKind.Concept),
            .. call.ReferenceKeys(EntryKind.Concept, "isCaseOf", "isCaseOf"),
            .. call.ReferenceKeys(EntryKind.Concept, "dataSpecificationRef", "dataSpecification"),
        ];

        /// <summary>Keys of <c>assetIds</c>: each is the base64url of a SpecificAssetId, or of a list of them; several stand with commas or as several parameters.</summary>
        public IEnumerable<string> AssetKeys(EntryKind kind) => call.Http.Request.Query["assetIds"]
            .SelectMany(v => (v ?? "").Split(','))
            .SelectMany(v => Each(AasCall.Decode("assetIds", v)))
            .Select(v => AasJson.Read<SpecificAssetId>(System.Text.Encoding.UTF8.GetBytes(v)))
            .Select(r => r.Value ?? throw ShellException.Of(r.Faults))
            .Select(i => SearchKeys.Asset(kind, i.Name, i.Value));

        IEnumerable<string> IdShortKeys(EntryKind kind) => call.Query("idShort") is { } idShort ? [SearchKeys.IdShort(kind, idShort)] : [];

        IEnumerable<string> ReferenceKeys(EntryKind kind, string parameter, string attribute)
        {
            if (call.Encoded(parameter) is not { } text)
                return [];
            return [SearchKeys.Reference(kind, attribute, Values(text))];
        }
    }

    /// <summary>The objects of a list in JSON; anything else alone.</summary>
    static IEnumerable<string> Each(string text)
    {
        if (!text.StartsWith('['))
            return [text];
        try
        {
            using var list = JsonDocument.Parse(text, DeepJson.Reading);
            return [.. list.RootElement.EnumerateArray().Select(e => e.GetRawText())];
        }
        catch (JsonException)
        {
            return [text];
        }
    }

    /// <summary>Of a reference in JSON the values of its keys; any other text is the value of the only key.</summary>
    static IEnumerable<string> Values(string text)
    {
        if (!text.StartsWith('{'))
            return [text];
        var reading = AasJson.Read<Reference>(System.Text.Encoding.UTF8.GetBytes(text));
        return (reading.Value ?? throw ShellException.Of(reading.Faults)).Keys.Select(k => k.Value);
    }
}
