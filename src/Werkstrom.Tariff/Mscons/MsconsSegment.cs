using System.Text;

namespace Werkstrom.Tariff.Mscons;

/// <summary>A segment of an interchange, without its escapes.</summary>
public sealed class MsconsSegment
{
    readonly string[][] _elements;

    /// <summary>A segment of texts; empty ones at the end are left out when it is written.</summary>
    /// <param name="tag">Three letters, for example <c>DTM</c>.</param>
    /// <param name="elements">The data elements, each with its components.</param>
    public MsconsSegment(string tag, params string[][] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        if (tag is not { Length: 3 } || !tag.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{tag}' is no tag of a segment; it has three letters or digits.", nameof(tag));
        (Tag, _elements) = (tag, elements);
    }

    MsconsSegment(string[][] elements) => (Tag, _elements) = (elements[0][0], elements[1..]);

    /// <summary>Three letters, for example <c>DTM</c>.</summary>
    public string Tag { get; }

    /// <summary>How many data elements there are.</summary>
    public int Count => _elements.Length;

    /// <summary>A component, "" where there is none.</summary>
    /// <param name="element">Which data element, from 0.</param>
    /// <param name="component">Which of its components, from 0.</param>
    public string this[int element, int component = 0] =>
        element < _elements.Length && component < _elements[element].Length ? _elements[element][component] : "";

    /// <summary>The components of a data element.</summary>
    public IReadOnlyList<string> Components(int element) => element < _elements.Length ? _elements[element] : [];

    /// <inheritdoc/>
    public override string ToString() => $"{Tag}+{string.Join('+', _elements.Select(e => string.Join(':', e)))}";

    /// <summary>Reads one; ISO 8859-1 (UNOC), which has a character for every byte.</summary>
    internal static MsconsSegment Read(ReadOnlySpan<byte> text, EdifactMarks marks)
    {
        List<string[]> elements = [];
        List<string> components = [];
        StringBuilder part = new();
        for (var i = 0; i <= text.Length; i++)
        {
            var mark = i < text.Length ? text[i] : marks.Element;
            if (i < text.Length && mark == marks.Release && i + 1 < text.Length)
            {
                part.Append((char)text[++i]);
            }
            else if (i == text.Length || mark == marks.Element || mark == marks.Component)
            {
                components.Add(part.ToString());
                part.Clear();
                if (i < text.Length && mark == marks.Component)
                    continue;
                elements.Add([.. components]);
                components.Clear();
            }
            else
            {
                part.Append((char)mark);
            }
        }

        return new([.. elements]);
    }
}
