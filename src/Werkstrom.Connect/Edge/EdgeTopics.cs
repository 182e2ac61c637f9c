using System.Text;
using Werkstrom.Connect.Mapping;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Connect.Edge;

/// <summary>Where the values of a server go.</summary>
static class EdgeTopics
{
    /// <summary>The topic of an asset: its path with the letters that sources sent.</summary>
    public static string Of(Asset asset) =>
        string.Join('/', asset.Path.Split('/').Select(name => PathText.ShownName(name) is var shown && shown.AsSpan().ContainsAny("/+#") ? name : shown));

    /// <summary>The topic that says whether a server is reached.</summary>
    public static string StatusOf(Asset asset, EdgeServer server) =>
        PathText.Fold(PathText.ShownName(asset.Name)) == server.NameFold ? $"{Of(asset)}/status" : $"{Of(asset)}/{Level(server.Name)}/status";

    /// <summary>The path of the signal behind a topic.</summary>
    public static string PathOf(string topic) => PathTemplate.Levels(topic);

    /// <summary>A name as one level of a topic: what divides levels or stands for several becomes a dash.</summary>
    public static string Level(string name)
    {
        StringBuilder level = new(name.Length);
        foreach (var letter in name.Trim())
            level.Append(letter is '/' or '\\' or '+' or '#' ? '-' : char.IsControl(letter) ? ' ' : letter);
        return level.ToString().Trim() is { Length: > 0 } plain ? plain : "-";
    }

    /// <summary>Browse names as a path below the asset; a first name that is the asset's own is left out.</summary>
    public static string Below(Asset asset, IReadOnlyList<string> names)
    {
        var isOwn = names.Count > 1 && PathText.Fold(names[0]) == PathText.Fold(PathText.ShownName(asset.Name));
        return string.Join('/', names.Skip(isOwn ? 1 : 0).Select(Level));
    }

    /// <summary>A path that none of those taken is; compared as signals are.</summary>
    public static string Free(string path, ISet<string> taken)
    {
        var free = path;
        for (var n = 2; !taken.Add(PathText.Fold(free)); n++)
            free = $"{path} {n}";
        return free;
    }
}
