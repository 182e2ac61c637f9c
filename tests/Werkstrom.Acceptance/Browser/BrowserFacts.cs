namespace Werkstrom.Acceptance.Browser;

/// <summary>A test that needs Chromium: skipped with a reason where there is none, but in CI it must be there.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.MissingReason!;
}

/// <summary>As <see cref="BrowserFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.MissingReason!;
}

/// <summary>Where the browser is.</summary>
static class Chromium
{
    /// <summary>The program; null when there is none.</summary>
    public static string? Program { get; } = Find();

    /// <summary>Why browser tests do not run here; null when they do.</summary>
    public static string? MissingReason =>
        Program is null && Environment.GetEnvironmentVariable("CI") != "true" ? "There is no chromium on PATH: apt-get install chromium" : null;

    static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        return names.SelectMany(name => folders.Append("/usr/bin").Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
