namespace Werkstrom.Aas.Packages;

/// <summary>Names of parts in a package: absolute, with slashes, without tricks.</summary>
static class PartNames
{
    /// <summary>The part that an entry of the archive is, like <c>/aasx/data.xml</c>; null with what is wrong about its name.</summary>
    public static string? OfEntry(string entry, out string? wrong)
    {
        wrong = Wrong(entry);
        return wrong is null ? "/" + Uri.UnescapeDataString(entry) : null;
    }

    /// <summary>The part that a relationship of <paramref name="source"/> leads to; null when it leads out of the package.</summary>
    public static string? OfTarget(string source, string target)
    {
        target = Plain(target);
        if (target.Contains(':', StringComparison.Ordinal))
            return null;
        var steps = new List<string>();
        var folder = target.StartsWith('/') ? "" : source[..source.LastIndexOf('/')];
        foreach (var step in $"{folder}/{target}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count == 0)
                return null;
            if (step == "..")
                steps.RemoveAt(steps.Count - 1);
            else if (step != ".")
                steps.Add(step);
        }

        return "/" + string.Join('/', steps);
    }

    /// <summary>The part that the value of a File or a thumbnail names; null when it names something outside.</summary>
    public static string? OfValue(string value) => Plain(value) is var path && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) ? OfTarget("/", path) : null;

    /// <summary>Where the relationships of a part stand.</summary>
    public static string Relationships(string part)
    {
        var at = part.LastIndexOf('/');
        return $"{part[..at]}/_rels/{part[(at + 1)..]}.rels";
    }

    static string Plain(string path)
    {
        path = path.StartsWith("file:///", StringComparison.OrdinalIgnoreCase) ? path[7..] : path.StartsWith("file:/", StringComparison.OrdinalIgnoreCase) ? path[5..] : path;
        return Uri.UnescapeDataString(path);
    }

    static string? Wrong(string entry)
    {
        var name = Uri.UnescapeDataString(entry);
        if (name.Length is 0 or > 1000)
            return "has no name, or one of more than 1,000 characters";
        if (name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
            return "has a name with a leading slash, a backslash, a colon or a control character";
        return name.Split('/').Any(s => s is "" or "." or "..") ? "has a name that leads elsewhere (.., . or an empty step)" : null;
    }
}
