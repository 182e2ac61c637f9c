namespace Werkstrom.Tests;

/// <summary>Public data sets beside the repository: <c>WERKSTROM_TEST_DATA</c>, or <c>shared/data</c> in a folder above.</summary>
static class SharedData
{
    static readonly string? Root = Find();

    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    public static string Path(string name) => System.IO.Path.Combine(Root ?? "shared/data", name);

    public static bool Exists(string name) => Root is not null && (File.Exists(Path(name)) || Directory.Exists(Path(name)));

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("WERKSTROM_TEST_DATA") is { Length: > 0 } given)
            return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Path.Combine(folder.FullName, "shared", "data") is var data && Directory.Exists(data))
                return data;
        }

        return null;
    }
}

/// <summary>A fact about a public data set; skipped with a reason where the data is not there, except in CI.</summary>
sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string data)
    {
        if (!SharedData.Exists(data) && !SharedData.IsRequired)
            Skip = $"{data} is not here; set WERKSTROM_TEST_DATA to the folder of the data sets";
    }
}
