using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Werkstrom.Aas;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Twins.Check;

/// <summary>What was found of one file.</summary>
/// <param name="File">Its path, as it was asked for.</param>
/// <param name="Conforms">Whether nothing is wrong.</param>
/// <param name="Readable">Whether something of it can be taken tolerantly.</param>
/// <param name="Faults">What is wrong, and where.</param>
/// <param name="Remarks">What no constraint forbids and other tools stumble over.</param>
sealed record CheckedFile(string File, bool Conforms, bool Readable, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Remarks);

/// <summary>What was found of all.</summary>
sealed record CheckReport(bool Ok, int Conforming, int Refused, IReadOnlyList<CheckedFile> Files);

/// <summary>One run of <c>aas check</c>. Exit codes: 0 every file is as asked for, 1 one is not, or there is none where one was named.</summary>
sealed class CheckSession(TextWriter output, TextWriter errors, bool showsProgress)
{
    const long Most = 512L << 20;

    static readonly string[] Endings = [".json", ".xml", ".aasx"];

    static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public int Run(IReadOnlyList<string> paths, bool tolerant, bool asJson, CancellationToken stop)
    {
        var named = paths.Select(Files).ToList();
        List<string> files = [.. named.SelectMany(f => f ?? []).DistinctBy(Path.GetFullPath, StringComparer.Ordinal)];
        if (files.Count == 0)
            return 1;
        var found = new List<CheckedFile>(files.Count);
        foreach (var file in files)
        {
            stop.ThrowIfCancellationRequested();
            var one = Check(file);
            if (!asJson)
                Tell(one, tolerant);
            found.Add(asJson ? one : one with { Faults = [], Remarks = [] });
            if (showsProgress && asJson && found.Count % 100 == 0)
                errors.Write(string.Create(CultureInfo.InvariantCulture, $"\r{found.Count:N0} of {files.Count:N0} files "));
        }

        var ok = !named.Contains(null) && found.TrueForAll(f => f.Conforms || (tolerant && f.Readable));
        Sum(found, ok, asJson);
        return ok ? 0 : 1;
    }

    void Sum(List<CheckedFile> found, bool ok, bool asJson)
    {
        var conforming = found.Count(f => f.Conforms);
        if (asJson)
            output.WriteLine(JsonSerializer.Serialize(new CheckReport(ok, conforming, found.Count - conforming, found), Written));
        else
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Count:N0} {(found.Count == 1 ? "file" : "files")}: {conforming:N0} conform, {found.Count - conforming:N0} do not"));
    }

    List<string>? Files(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
        {
            errors.WriteLine($"{path}: there is no such file or folder.");
            return null;
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        if (files.Count > 0)
            return files;
        errors.WriteLine($"{path}: there is no file here whose name ends in {string.Join(", ", Endings)}.");
        return null;
    }

    static CheckedFile Check(string file)
    {
        try
        {
            if (new FileInfo(file).Length is var length && length > Most)
                return new(file, false, false, [new("", "file", string.Create(CultureInfo.InvariantCulture, $"has {length:N0} bytes; at most {Most:N0} are read"))], []);
            var reading = AasFile.Read(File.ReadAllBytes(file), ReadOptions.Tolerant);
            return new(file, reading.Conforms, reading.Value is not null, reading.Faults, reading.Remarks);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(file, false, false, [new("", "file", fault.Message)], []);
        }
    }

    void Tell(CheckedFile file, bool tolerant)
    {
        var taken = tolerant && file.Readable ? ", can be taken" : "";
        output.WriteLine(file.Conforms
            ? $"{file.File}: conforms"
            : string.Create(CultureInfo.InvariantCulture, $"{file.File}: {file.Faults.Count:N0} {(file.Faults.Count == 1 ? "fault" : "faults")}{taken}"));
        foreach (var fault in file.Faults)
            output.WriteLine($"  {fault}");
        foreach (var remark in file.Remarks)
            output.WriteLine($"  remark: {remark}");
    }
}
