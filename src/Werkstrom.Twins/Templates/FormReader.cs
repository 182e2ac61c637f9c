using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Twins.Templates;

/// <summary>Reads what a form sent, and adds or takes away what its buttons ask for.</summary>
sealed class FormReader(IFormCollection form, HeldFiles held)
{
    /// <summary>Orders of buttons: what follows is the path of a field, or of an entry.</summary>
    public const string Add = "add ", Remove = "remove ";

    /// <summary>Files that are larger than may be: paths of their inputs.</summary>
    public List<string> TooLarge { get; } = [];

    /// <summary>The groups of fields with what was entered.</summary>
    public async Task<List<FormGroup>> ReadAsync(IReadOnlyList<FormField> fields, CancellationToken stop)
    {
        var groups = await ReadAsync(fields, "", stop);
        var order = form["do"].ToString();
        if (order.StartsWith(Add, StringComparison.Ordinal))
            Find(groups, order[Add.Length..])?.Add();
        if (order.StartsWith(Remove, StringComparison.Ordinal) && order[Remove.Length..] is var path && path.LastIndexOf(':') is var colon and > 0)
            Find(groups, path[..colon])?.Entries.RemoveAll(e => e.Path == path);
        return groups;
    }

    async Task<List<FormGroup>> ReadAsync(IReadOnlyList<FormField> fields, string above, CancellationToken stop)
    {
        List<FormGroup> groups = [];
        foreach (var field in fields)
        {
            FormGroup group = new(field, above + field.Name);
            foreach (var key in form[group.Path].Select(k => int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).Where(k => k >= 0).Distinct().Take(FormMaker.Many))
                group.Entries.Add(await EntryAsync(field, new(key, group.Path), stop));
            groups.Add(group);
        }

        return groups;
    }

    async Task<FormEntry> EntryAsync(FormField field, FormEntry bare, CancellationToken stop)
    {
        var was = form[bare.Path + "|was"].ToString();
        var entry = bare with
        {
            Was = was.Length > 0 ? was : null,
            Name = form[bare.Path + "|name"].ToString().Trim(),
            Texts = Parts(field, bare.Path).Select(p => KeyValuePair.Create(p, Text(form[$"{bare.Path}|{p}"].ToString()))).Where(t => t.Value.Length > 0).ToDictionary(),
            Groups = field.IsContainer ? await ReadAsync(field.Children, bare.Path + "/", stop) : [],
        };
        if (field.Kind is FieldKind.File or FieldKind.Blob)
            await TakeFileAsync(entry, stop);
        return entry;
    }

    async Task TakeFileAsync(FormEntry entry, CancellationToken stop)
    {
        if (form.Files[entry.Path + "|file"] is { Length: > 0 } sent)
        {
            if (sent.Length > HeldFiles.Largest)
                TooLarge.Add(entry.Path + "|file");
            else
                (entry.File, entry.Texts["held"]) = await held.HoldAsync(sent, stop);
        }
        else if (entry["held"] is { Length: > 0 } key)
        {
            entry.File = held.Find(key);
        }
    }

    IEnumerable<string> Parts(FormField field, string path) => field.Kind switch
    {
        FieldKind.Texts => TemplateWords.Languages.Concat(form[path + "|lang"].OfType<string>()).Distinct(),
        FieldKind.Range => ["min", "max"],
        FieldKind.Relation => ["first", "second"],
        FieldKind.File or FieldKind.Blob => ["v", "type", "held"],
        _ => ["v"],
    };

    // browsers send line ends as CR LF
    static string Text(string sent) => sent.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    static FormGroup? Find(List<FormGroup> groups, string path) =>
        groups.Find(g => g.Path == path) ?? groups.SelectMany(g => g.Entries).Where(e => path.StartsWith(e.Path + "/", StringComparison.Ordinal)).Select(e => Find(e.Groups, path)).FirstOrDefault(g => g is not null);
}
