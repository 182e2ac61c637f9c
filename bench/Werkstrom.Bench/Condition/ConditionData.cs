using System.Globalization;
using System.IO.Compression;

namespace Werkstrom.Bench.Condition;

/// <summary>The folder of public data sets: <c>--data FOLDER</c> (laid out like it, or the folder of one data set alone), else WERKSTROM_TEST_DATA, else <c>shared/data</c> in a folder above.</summary>
sealed class ConditionData(string[] args)
{
    readonly string? _given = Array.IndexOf(args, "--data") is >= 0 and var at ? args.ElementAtOrDefault(at + 1) ?? "" : null;

    /// <summary>The names among the arguments; all that are known where none is given.</summary>
    /// <exception cref="ArgumentException">A name is not known.</exception>
    public IReadOnlyList<string> Names(IEnumerable<string> arguments, IReadOnlyCollection<string> known)
    {
        List<string> names = [.. arguments.Where(a => !a.StartsWith("--", StringComparison.Ordinal) && a != _given)];
        return names.Except(known).ToList() is { Count: > 0 } unknown
            ? throw new ArgumentException($"bench condition knows {string.Join(", ", known)}, not {string.Join(", ", unknown)}.")
            : names.Count > 0 ? names : [.. known];
    }

    /// <summary>A folder of the data, for example <c>cmapss</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public string Folder(string name)
    {
        var folder = Path.Combine(_given ?? Found() ?? "shared/data", name);
        return Directory.Exists(folder) ? folder
            : Directory.Exists(_given) ? _given
            : throw new DirectoryNotFoundException($"{folder} is not there; --data FOLDER names a folder laid out like shared/data.");
    }

    /// <summary>The lines of a file, which may be packed (.gz).</summary>
    public static IEnumerable<string> Lines(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader reader = new(plain);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>A number as these files write it.</summary>
    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    static string? Found()
    {
        if (Environment.GetEnvironmentVariable("WERKSTROM_TEST_DATA") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "shared", "data") is var data && Directory.Exists(data))
                return data;
        }

        return null;
    }
}
