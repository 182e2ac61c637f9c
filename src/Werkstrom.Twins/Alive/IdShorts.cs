using System.Globalization;
using System.Text;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Twins.Alive;

/// <summary>
/// Makes idShorts of names: ä, ö, ü and ß become ae, oe, ue and ss, accents are dropped, whatever else is no letter, digit or underscore becomes an
/// underscore, and what does not begin with a letter gets <c>n_</c> before it.
/// </summary>
static class IdShorts
{
    // 128 is the specification's limit; room for the number of a signal
    const int Longest = 110;

    /// <summary>The idShort of a name.</summary>
    public static string Of(string name)
    {
        StringBuilder text = new();
        foreach (var letter in PathText.ShownName(name).Normalize(NormalizationForm.FormC))
            Append(text, letter);
        if (text.Length == 0 || !char.IsAsciiLetter(text[0]))
            text.Insert(0, "n_");
        return text.Length > Longest ? text.ToString(0, Longest) : text.ToString();
    }

    /// <summary>
    /// The idShorts of the signals of one asset: of two that would have the same one, the younger has its number behind it; <c>Time</c> is what
    /// records of time series call their instant, so a signal of that name has its number too.
    /// </summary>
    public static IReadOnlyDictionary<int, string> Of(IEnumerable<Signal> signals)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase) { "Time" };
        Dictionary<int, string> names = [];
        foreach (var signal in signals.OrderBy(s => s.Id))
        {
            var name = Of(signal.Name);
            if (!taken.Add(name))
                taken.Add(name = string.Create(CultureInfo.InvariantCulture, $"{name}_{signal.Id}"));
            names[signal.Id] = name;
        }

        return names;
    }

    static void Append(StringBuilder text, char letter)
    {
        switch (letter)
        {
            case 'ä':
                text.Append("ae");
                break;
            case 'ö':
                text.Append("oe");
                break;
            case 'ü':
                text.Append("ue");
                break;
            case 'Ä':
                text.Append("Ae");
                break;
            case 'Ö':
                text.Append("Oe");
                break;
            case 'Ü':
                text.Append("Ue");
                break;
            case 'ß':
                text.Append("ss");
                break;
            default:
                text.Append(char.IsSurrogate(letter) ? '_' : Plain(letter));
                break;
        }
    }

    static char Plain(char letter)
    {
        var first = char.IsAscii(letter) ? letter : letter.ToString().Normalize(NormalizationForm.FormD)[0];
        return char.IsAsciiLetterOrDigit(first) ? first : '_';
    }
}
