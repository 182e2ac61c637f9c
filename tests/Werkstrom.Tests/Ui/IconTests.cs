using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Werkstrom.Tests.Ui;

/// <summary>The icons that pages name are in the sprite: ui/src/icons.txt.</summary>
public sealed partial class IconTests
{
    static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", ".."));

    static readonly HashSet<string> Known =
        [.. File.ReadAllText(Path.Combine(Root, "ui", "src", "icons.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public void An_icon_of_a_page_is_in_the_sprite()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Icon: match.Groups[1].Value)));

        Assert.Equal([], used.Where(use => !Known.Contains(use.Icon)));
    }

    [Fact]
    public void An_icon_of_the_menu_is_in_the_sprite() =>
        Assert.Equal([], HostModules.All().Menu.Where(entry => !Known.Contains(entry.Icon)));

    static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex("""Icon(?: Name)?="([a-z][a-z0-9-]*)["]""")]
    private static partial Regex Named();
}
