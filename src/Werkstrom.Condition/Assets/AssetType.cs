using Werkstrom.Kernel.Assets;

namespace Werkstrom.Condition.Assets;

/// <summary>Whether two assets are of one type. A word of one's own ("press") says so; that both are machines does not: then their names have to.</summary>
static class AssetType
{
    static readonly HashSet<string> Broad =
        new([AssetKinds.Site, AssetKinds.Area, AssetKinds.Line, AssetKinds.Machine, AssetKinds.Meter, AssetKinds.Product], StringComparer.OrdinalIgnoreCase);

    /// <summary>Of the same kind, and where the kind is a broad one named alike but for a number: <c>mill1</c> and <c>mill2</c>, <c>pump-a</c> and <c>pump-b</c>.</summary>
    public static bool IsSame(Asset one, Asset other) => one.Kind.Length > 0 && string.Equals(one.Kind, other.Kind, StringComparison.OrdinalIgnoreCase)
        && (!Broad.Contains(one.Kind) || string.Equals(Stem(one.Name), Stem(other.Name), StringComparison.OrdinalIgnoreCase));

    /// <summary>A name without the number or the single letter at its end.</summary>
    internal static string Stem(string name)
    {
        var bare = name.TrimEnd();
        if (bare.Length > 2 && char.IsLetter(bare[^1]) && IsGap(bare[^2]))
            bare = bare[..^1];
        while (bare.Length > 0 && (char.IsDigit(bare[^1]) || IsGap(bare[^1])))
            bare = bare[..^1];
        return bare;
    }

    static bool IsGap(char c) => c is ' ' or '-' or '_' or '.';
}
