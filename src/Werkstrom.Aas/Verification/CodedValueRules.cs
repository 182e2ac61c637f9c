using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>
/// AASd-006, 007 and 012: a value and its valueId must say the same. It can be told only of coded values whose concept description, or whose place in a
/// value list, is at hand.
/// </summary>
static class CodedValueRules
{
    public static void Check(IClass whole, IReadOnlyList<ConceptDescription> concepts, FaultList faults)
    {
        Codes codes = new(concepts);
        if (codes.IsEmpty)
            return;
        foreach (var (path, value) in Walking.Of(whole))
        {
            faults.Enter(path);
            switch (value)
            {
                case Qualifier { Value: { } text, ValueId: { } id } when !faults.Gaps.IsIn(value):
                    CheckText("AASd-006", text, id, codes, faults);
                    break;
                case Property { Value: { } text, ValueId: { } id } when !faults.Gaps.IsIn(value):
                    CheckText("AASd-007", text, id, codes, faults);
                    break;
                case MultiLanguageProperty { Value: { } texts, ValueId: { } id } when !faults.Gaps.IsIn(value):
                    CheckTexts(texts, id, codes, faults);
                    break;
            }

            faults.Leave();
        }
    }

    /// <summary>Identifiers of the concept descriptions that coded values depend on: of the value itself, and of what has it, whose value list may name it.</summary>
    public static IReadOnlyCollection<string> Named(IClass whole)
    {
        HashSet<string> named = new(StringComparer.Ordinal);
        foreach (var (_, value) in Walking.Of(whole))
        {
            var (id, meaning) = value switch
            {
                Qualifier { Value: not null } q => (q.ValueId, q.SemanticId),
                Property { Value: not null } p => (p.ValueId, p.SemanticId),
                MultiLanguageProperty { Value: not null } m => (m.ValueId, m.SemanticId),
                _ => default,
            };
            if (id is { Keys: [.., var last] })
                named.Add(last.Value);
            if (id is not null && meaning is { Keys: [.., var own] })
                named.Add(own.Value);
        }

        return named;
    }

    static void CheckText(string rule, string text, Reference id, Codes codes, FaultList faults)
    {
        if (codes.Values(id) is { Count: > 0 } allowed && !allowed.Contains(text))
            faults.Add("value", rule, $"is {FaultList.Quote(text)}, and the coded value {FaultList.Quote(id.Keys[^1].Value)} of valueId is {FaultList.Quote(allowed.First())}");
    }

    /// <summary>Whether two texts mean the same only people can say; that the concept calls it otherwise in the same language is worth a look.</summary>
    static void CheckTexts(List<LangStringTextType> texts, Reference id, Codes codes, FaultList faults)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            var (language, text) = (texts[i].Language, texts[i].Text);
            var names = codes.Names(id).Where(n => string.Equals(n.Language, language, StringComparison.OrdinalIgnoreCase)).ToList();
            if (names.Count > 0 && !names.Exists(n => string.Equals(n.Text, text, StringComparison.OrdinalIgnoreCase)) && !codes.Values(id).Contains(text))
                faults.Remark("value", i, "text", "AASd-012", $"is {FaultList.Quote(text)}, and the concept of valueId is called {FaultList.Quote(names[0].Text)}: see that they mean the same");
        }
    }

    /// <summary>What coded values are, by the last key of the references that lead to them.</summary>
    sealed class Codes
    {
        static readonly HashSet<string> Nothing = [];

        readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);
        readonly Dictionary<string, List<LangStringPreferredNameTypeIec61360>> _names = new(StringComparer.Ordinal);

        public Codes(IReadOnlyList<ConceptDescription> concepts)
        {
            foreach (var (concept, content) in concepts.SelectMany(c => EnvironmentRules.Contents(c).Select(d => (c, d))))
            {
                foreach (var pair in content.ValueList?.ValueReferencePairs ?? [])
                    Add(Key(pair.ValueId), pair.Value);
                if (content.Value is not { } value)
                    continue;
                Add(concept.Id, value);
                _names[concept.Id] = content.PreferredName;
            }
        }

        public bool IsEmpty => _values.Count == 0;

        public IReadOnlySet<string> Values(Reference id) => _values.TryGetValue(Key(id), out var values) ? values : Nothing;

        public IReadOnlyList<LangStringPreferredNameTypeIec61360> Names(Reference id) => _names.TryGetValue(Key(id), out var names) ? names : [];

        static string Key(Reference id) => id.Keys is [.., var last] ? last.Value : "";

        void Add(string id, string value)
        {
            if (!_values.TryGetValue(id, out var values))
                _values[id] = values = new(StringComparer.Ordinal);
            values.Add(value);
        }
    }
}
