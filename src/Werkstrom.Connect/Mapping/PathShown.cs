namespace Werkstrom.Connect.Mapping;

/// <summary>Paths as people read them.</summary>
static class PathShown
{
    /// <summary>A path with what it had to write as <c>%2F</c> and the like as it was sent; control characters stay written.</summary>
    public static string Of(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
            return path;
        var plain = Uri.UnescapeDataString(path);
        return plain.Any(char.IsControl) ? path : plain;
    }
}
