using System.Globalization;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Connect.Edge;

/// <summary>Which nodes a page shows: the tree below a folder, or what a search finds; never more than a page bears.</summary>
sealed class TreePlan
{
    readonly ILookup<string, EdgeNode> _below;
    readonly IReadOnlySet<string> _read;
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly int _server;
    int _room;

    TreePlan(IReadOnlyList<EdgeNode> nodes, IReadOnlySet<string> read, int server, int room)
    {
        (_below, _read, _server, _room) = (nodes.ToLookup(n => n.Parent, StringComparer.Ordinal), read, server, room);
        for (var at = nodes.Count - 1; at >= 0; at--) // those below come after those above: each count is whole when it is added
        {
            var node = nodes[at];
            _counts[node.Parent] = _counts.GetValueOrDefault(node.Parent) + _counts.GetValueOrDefault(node.Address) + (node.IsVariable ? 1 : 0);
        }
    }

    /// <summary>Makes the tree, or a list when something is searched.</summary>
    /// <param name="nodes">All nodes, those above before those below.</param>
    /// <param name="read">Addresses that are read.</param>
    /// <param name="server">The server's number.</param>
    /// <param name="search">Part of a path or a title, with <c>*</c>; empty for the tree.</param>
    /// <param name="at">Address of the folder to begin with; empty for the top.</param>
    /// <param name="most">Nodes that are shown at most.</param>
    public static IReadOnlyList<TreeNodeText> Of(IReadOnlyList<EdgeNode> nodes, IReadOnlySet<string> read, int server, string search, string at, int most)
    {
        TreePlan plan = new(nodes, read, server, most);
        if (search.Length == 0)
            return plan.Level(at);
        var pattern = search.Contains('*', StringComparison.Ordinal) ? search : $"*{search}*";
        return [.. nodes.Where(n => n.IsVariable && (EdgeDesk.Fits(pattern, n.ShownPath, n.Address) || EdgeDesk.Fits(pattern, n.Title, n.Address)))
            .Take(most).Select(n => plan.Text(n, n.ShownPath, []))];
    }

    // folders without variables are of no use here
    List<TreeNodeText> Level(string parent)
    {
        List<EdgeNode> shown = [.. _below[parent].Where(n => n.IsVariable || _counts.GetValueOrDefault(n.Address) > 0).OrderBy(n => n.IsVariable).ThenBy(n => PathText.Fold(n.Title), StringComparer.Ordinal)];
        _room -= shown.Count;
        return shown.ConvertAll(node => _room > 0 || node.IsVariable ? Text(node, node.Title, _room > 0 ? Level(node.Address) : [])
            : Text(node, node.Title, []) with { Link = $"/setup/edge/{_server}?at={Uri.EscapeDataString(node.Address)}" });
    }

    TreeNodeText Text(EdgeNode node, string title, IReadOnlyList<TreeNodeText> children) =>
        new(node.Address, title, node.IsVariable, Facts(node), _read.Contains(node.Address), node.Refused, _counts.GetValueOrDefault(node.Address), null, children);

    static string Facts(EdgeNode node)
    {
        var unit = node.Ucum.Length > 0 ? Ucum.Symbol(node.Ucum) : node.Unit ?? "";
        var range = node.Range is [var low, var high] ? string.Create(CultureInfo.CurrentCulture, $"{low} … {high}") : "";
        return string.Join(' ', new[] { node.DataType + (node.IsArray ? "[]" : ""), range, unit }.Where(part => part.Length > 0));
    }
}
