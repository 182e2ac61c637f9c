using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Verification;

/// <summary>Joins the texts of a language that stands twice, line by line, as long as they are not too long together.</summary>
static class LanguageMending
{
    public static void Mend(ListMember list, IClass owner, IReadOnlyList<IClass> items, string at, List<Fault> changes)
    {
        var first = new Dictionary<string, IAbstractLangString>(StringComparer.Ordinal);
        var kept = new List<IClass>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var text = (IAbstractLangString)items[i];
            if (first.TryAdd(text.Language, text))
                kept.Add(text);
            else
                changes.Add(new($"{at}{list.Name}[{i}]", "language", Join(first[text.Language], text)));
        }

        if (kept.Count < items.Count)
            list.Set(owner, kept);
    }

    static string Join(IAbstractLangString one, IAbstractLangString other)
    {
        var longest = ((ScalarMember)Metamodel.Of(one).Find("text")!).Rule!.Longest;
        if (one.Text.Split('\n').Contains(other.Text))
            return $"was removed, for the same text stands at the earlier one of language {one.Language}";
        if (one.Text.Length + 1 + other.Text.Length > longest)
            return $"{FaultList.Quote(other.Text)} was removed, for with the earlier one of language {one.Language} it is too long";
        one.Text += "\n" + other.Text;
        return $"was joined with the earlier one of language {one.Language}";
    }
}
