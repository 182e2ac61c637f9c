using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Werkstrom.Twins.Shells;

/// <summary>Where an element is within its submodel: <c>Axes[0].Position</c>.</summary>
sealed class ElementPath
{
    /// <summary>No path is longer, in characters: 60 levels with the longest idShort are not reached by any machine.</summary>
    public const int Longest = 8_000;

    readonly Step[] _steps;

    ElementPath(string text, Step[] steps) => (Text, _steps) = (text, steps);

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The steps from the submodel down, at least one.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Reads a path: names separated by points, positions in brackets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ElementPath? path)
    {
        path = null;
        if (text.Length is 0 or > Longest)
            return false;
        List<Step> steps = [];
        for (var at = 0; at < text.Length;)
        {
            if (!TryStep(text, ref at, steps.Count == 0, out var step))
                return false;
            steps.Add(step);
        }

        path = new(text, [.. steps]);
        return true;
    }

    /// <summary>The path of a child.</summary>
    public static string Join(string parent, string? idShort, int index, bool inList) =>
        inList ? string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]") : parent.Length == 0 ? idShort ?? "" : $"{parent}.{idShort}";

    /// <inheritdoc/>
    public override string ToString() => Text;

    static bool TryStep(string text, ref int at, bool isFirst, out Step step)
    {
        step = default;
        if (text[at] == '[' && !isFirst)
        {
            var close = text.IndexOf(']', at);
            if (close < 0 || !int.TryParse(text.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                return false;
            (step, at) = (new(null, index), close + 1);
            return true;
        }

        if (!isFirst && text[at++] != '.')
            return false;
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        if (end == at)
            return false;
        (step, at) = (new(text[at..end], 0), end);
        return true;
    }
}

/// <summary>One step of a path: a name, or a position when there is none.</summary>
readonly record struct Step(string? Name, int Index);
