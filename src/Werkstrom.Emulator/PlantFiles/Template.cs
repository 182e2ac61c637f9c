using System.Text;
using System.Text.RegularExpressions;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>A text with placeholders: <c>{root}/{machine}/{signal}</c>. A brace that encloses no word is itself.</summary>
sealed partial class Template
{
    readonly List<(string Text, bool IsName)> _parts = [];

    /// <param name="text">The text.</param>
    public Template(string text)
    {
        var at = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            _parts.Add((text[at..match.Index], false));
            _parts.Add((match.Groups[1].Value, true));
            at = match.Index + match.Length;
        }

        _parts.Add((text[at..], false));
    }

    /// <summary>The placeholders that it names.</summary>
    public IEnumerable<string> All => _parts.Where(p => p.IsName).Select(p => p.Text);

    /// <summary>Whether it names a placeholder.</summary>
    public bool Names(string name) => All.Contains(name);

    /// <summary>Fills it.</summary>
    public string Fill(StringBuilder buffer, Func<string, string> value)
    {
        buffer.Clear();
        foreach (var (text, isName) in _parts)
            buffer.Append(isName ? value(text) : text);
        return buffer.ToString();
    }

    [GeneratedRegex(@"\{([A-Za-z_]+)\}")]
    private static partial Regex Placeholder();
}
