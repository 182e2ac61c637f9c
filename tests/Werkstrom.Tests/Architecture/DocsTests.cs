using System.Text.RegularExpressions;

namespace Werkstrom.Tests.Architecture;

/// <summary>A page that names a file or follows a link must be right.</summary>
public sealed partial class DocsTests
{
    static readonly string Root = FindRoot();

    static readonly string[] Folders = ["docs", "src", "ui", "edge", "tests", "bench"];

    [Fact]
    public void Links_and_paths_in_the_docs_exist() =>
        Assert.Empty(Pages().SelectMany(page => Missing(File.ReadAllText(page), Path.GetDirectoryName(page)!).Select(m => $"{Path.GetRelativePath(Root, page)}: {m}")));

    [Fact]
    public void The_docs_rule_sees_a_dead_link_and_a_dead_path() =>
        Assert.Equal(["nowhere.md", "src/Nowhere/None.cs"], Missing("[a](nowhere.md) and `src/Nowhere/None.cs` and [b](https://example.org)", Root));

    static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Folders.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
                .SelectMany(f => Directory.EnumerateFiles(f, "*.md", SearchOption.AllDirectories)))
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal) && !f.Contains("/artifacts/", StringComparison.Ordinal));

    static IEnumerable<string> Missing(string text, string folder)
    {
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                && !Exists(Path.Combine(folder, target)))
            {
                yield return target;
            }
        }

        foreach (Match path in PathInCode().Matches(text))
        {
            if (!Exists(Path.Combine(Root, path.Groups[1].Value)))
                yield return path.Groups[1].Value;
        }
    }

    static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Werkstrom.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        return folder;
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:src|tests|docs|ui|bench|edge|\.ci)/[^`\s*{}<>…]+)`")]
    private static partial Regex PathInCode();
}
