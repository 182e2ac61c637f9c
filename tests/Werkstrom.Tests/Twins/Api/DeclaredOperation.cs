using System.Text.RegularExpressions;

namespace Werkstrom.Tests.Twins.Api;

/// <summary>An operation of the OpenAPI document of AAS Part 2.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">Below the root of the API, with names in braces.</param>
/// <param name="Body">The media type of its body, or null.</param>
/// <param name="Statuses">The statuses that it declares; <c>default</c> is one of them.</param>
sealed partial record DeclaredOperation(string Method, string Path, string? Body, IReadOnlyList<string> Statuses)
{
    /// <summary>Reads the document, whose lines are indented alike throughout: paths by 2, methods by 4, what an operation has by 6, statuses by 8.</summary>
    public static IReadOnlyList<DeclaredOperation> Read(string file)
    {
        List<DeclaredOperation> operations = [];
        var (path, section, inPaths) = ("", "", false);
        foreach (var line in File.ReadLines(file))
        {
            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
                inPaths = line.StartsWith("paths:", StringComparison.Ordinal);
            else if (!inPaths)
                continue;
            else if (PathLine().Match(line) is { Success: true } found)
                path = found.Groups[1].Value;
            else if (MethodLine().Match(line) is { Success: true } method)
                operations.Add(new(method.Groups[1].Value.ToUpperInvariant(), path, null, []));
            else if (SectionLine().Match(line) is { Success: true } next)
                section = next.Groups[1].Value;
            else if (section == "responses" && StatusLine().Match(line) is { Success: true } status)
                operations[^1] = operations[^1] with { Statuses = [.. operations[^1].Statuses, status.Groups[1].Value] };
            else if (section == "requestBody" && BodyLine().Match(line) is { Success: true } body)
                operations[^1] = operations[^1] with { Body = body.Groups[1].Value };
        }

        return operations;
    }

    [GeneratedRegex("^  ['\"]?(/[^:'\"]*)['\"]?:\\s*$")]
    private static partial Regex PathLine();

    [GeneratedRegex("^    (get|put|post|patch|delete):\\s*$")]
    private static partial Regex MethodLine();

    [GeneratedRegex("^      ([A-Za-z-]+):")]
    private static partial Regex SectionLine();

    [GeneratedRegex("^        ['\"]?([0-9]{3}|default)['\"]?:")]
    private static partial Regex StatusLine();

    [GeneratedRegex("^          ['\"]?([a-z]+/[a-z-]+)['\"]?:\\s*$")]
    private static partial Regex BodyLine();
}
