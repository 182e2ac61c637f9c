using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Twins.Shells;

/// <summary>One document before and after a change; null where it was or is not there.</summary>
readonly record struct DocumentStep(EntryKind Kind, string Id, Entry? Before, Entry? After);

/// <summary>What the audit says of changes of documents: only what differs, elements of submodels by their path.</summary>
static class DocumentAudit
{
    // as with rows of other tables: more of one kind at once are told in one line
    const int MostAlike = 20;
    const int ShownIds = 5;
    const int MostFields = 100;
    const int LongestValue = 2_000;
    const string Elements = "submodelElements";

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DeepJson.Reading.MaxDepth };

    /// <summary>The word of a kind in the audit.</summary>
    public static string Entity(EntryKind kind) => kind switch
    {
        EntryKind.Shell => "twins_shell",
        EntryKind.Submodel => "twins_submodel",
        EntryKind.Concept => "twins_concept",
        EntryKind.ShellDescriptor => "twins_shell_descriptor",
        EntryKind.SubmodelDescriptor => "twins_submodel_descriptor",
        EntryKind.AssetLinks => "twins_asset_links",
        EntryKind.Import => "twins_import",
        _ => "twins_package",
    };

    /// <summary>The rows of changes that were made together.</summary>
    public static IEnumerable<AuditRow> Rows(AuditStamp stamp, IReadOnlyList<DocumentStep> steps)
    {
        foreach (var alike in steps.GroupBy(s => (s.Kind, Action: Action(s))))
        {
            var (action, count) = (alike.Key.Action, alike.Count());
            if (count > MostAlike && action != "changed")
            {
                var summary = JsonSerializer.Serialize(new { count, first = alike.Take(ShownIds).Select(s => s.Id) }, Json);
                yield return stamp.Row(action, Entity(alike.Key.Kind), string.Create(CultureInfo.InvariantCulture, $"{count} rows"),
                    action == "deleted" ? summary : null, action == "deleted" ? null : summary);
                continue;
            }

            foreach (var row in alike.Select(s => Row(stamp, s)).OfType<AuditRow>())
                yield return row;
        }
    }

    static string Action(DocumentStep step) => step.Before is null ? "created" : step.After is null ? "deleted" : "changed";

    static AuditRow? Row(AuditStamp stamp, DocumentStep step)
    {
        Differences found = new();
        var (before, after) = (Attributes(step.Before), Attributes(step.After));
        found.Attributes("", before, after);
        if (step.Kind == EntryKind.Submodel)
            Children(found, "", step.Before?.Submodel, step.After?.Submodel);
        if (found.IsEmpty)
            return null;
        return stamp.Row(Action(step), Entity(step.Kind), step.Id, step.Before is null ? null : found.Before(), step.After is null ? null : found.After());
    }

    static JsonObject Attributes(Entry? entry)
    {
        if (entry is null)
            return [];
        var root = DeepJson.Node(entry.Json);
        return root as JsonObject ?? new JsonObject { ["links"] = root };
    }

    static void Children(Differences found, string path, IClass? before, IClass? after)
    {
        var (old, now) = (ByName(path, before), ByName(path, after));
        foreach (var at in old.Keys.Union(now.Keys))
        {
            var (was, has) = (old.GetValueOrDefault(at), now.GetValueOrDefault(at));
            if (ReferenceEquals(was, has))
                continue;
            if (was is null || has is null || was.GetType() != has.GetType())
            {
                found.Add(at, Node(was), Node(has));
                continue;
            }

            found.Attributes(at + ".", Own(was), Own(has));
            Children(found, at, was, has);
        }
    }

    static Dictionary<string, ISubmodelElement> ByName(string path, IClass? owner)
    {
        Dictionary<string, ISubmodelElement> named = [];
        var children = owner is null ? [] : Tree.Children(owner);
        for (var i = 0; i < children.Count; i++)
            named[ElementPath.Join(path, children[i].IdShort, i, owner is SubmodelElementList)] = children[i];
        return named;
    }

    static JsonObject Own(ISubmodelElement element) => (JsonObject)Node(Tree.IsContainer(element) ? Tree.WithChildren(element, []) : element)!;

    static JsonNode? Node(ISubmodelElement? element) => element is null ? null : DeepJson.Node(AasJson.Write(element));

    sealed class Differences
    {
        readonly JsonObject _before = [];
        readonly JsonObject _after = [];
        int _more;

        public bool IsEmpty => _before.Count + _after.Count == 0;

        public string Before() => Text(_before);

        public string After() => Text(_after);

        public void Attributes(string path, JsonObject before, JsonObject after)
        {
            foreach (var name in before.Select(a => a.Key).Union(after.Select(a => a.Key)).Where(n => n is not (Elements or "modelType" or "id")))
                Add(path + name, before[name], after[name]);
        }

        public void Add(string field, JsonNode? before, JsonNode? after)
        {
            if (JsonNode.DeepEquals(before, after))
                return;
            if (_before.Count + _after.Count >= MostFields * 2)
            {
                _more++;
                return;
            }

            if (before is not null)
                _before[field] = Short(before);
            if (after is not null)
                _after[field] = Short(after);
        }

        string Text(JsonObject side)
        {
            if (_more > 0)
                side["more"] = _more;
            return side.ToJsonString(Json);
        }

        static JsonNode Short(JsonNode value)
        {
            var text = value is JsonValue plain && plain.TryGetValue<string>(out var words) ? words : value.ToJsonString(Json);
            return text.Length <= LongestValue ? value.DeepClone()
                : JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{text[..LongestValue]}… ({text.Length:N0} characters)"));
        }
    }
}
