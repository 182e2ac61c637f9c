using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Werkstrom.Kernel.Files;

/// <summary>How a file writes numbers. Default: decimal point, no thousands sign.</summary>
/// <param name="Decimal">The decimal sign.</param>
/// <param name="Thousands">The sign between thousands, or null.</param>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is stored under this name.")]
public readonly record struct NumberStyle(char Decimal, char? Thousands)
{
    const int MaxLength = 64;

    /// <summary>A decimal point and nothing between thousands.</summary>
    public static NumberStyle Point { get; } = new('.', null);

    /// <summary>Reads a finite number; a per-cent sign behind it is passed over.</summary>
    public bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        text = text.TrimEnd('%').Trim();
        if (text.Length is 0 or > MaxLength || !(char.IsAsciiDigit(text[^1]) || text[^1] == Decimal))
            return false;

        Span<char> plain = stackalloc char[MaxLength];
        return TryWritePlain(text, plain, out var length)
            && double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    bool TryWritePlain(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        var (group, isGrouped, isFraction) = (0, false, false);
        foreach (var sign in text)
        {
            if (char.IsAsciiDigit(sign))
            {
                group++;
            }
            else if (sign == Decimal && !isFraction)
            {
                if (isGrouped && group != 3)
                    return false;
                isFraction = true;
            }
            else if (IsThousands(sign) && !isFraction)
            {
                if (isGrouped ? group != 3 : group is 0 or > 3)
                    return false;
                (group, isGrouped) = (0, true);
                continue;
            }
            else if (sign is not ('-' or '+' or 'e' or 'E' or '\u2212'))
            {
                return false;
            }

            plain[length++] = sign == Decimal ? '.' : sign == '\u2212' ? '-' : sign;
        }

        return isFraction || !isGrouped || group == 3;
    }

    bool IsThousands(char sign) => sign == Thousands || (Thousands is ' ' && sign is '\u00a0' or '\u202f') || (sign == '\'' && Thousands == '\'');
}

/// <summary>What the cells of a file prove about its numbers; one sign is right for the whole file.</summary>
public sealed class NumberEvidence
{
    int _comma;
    int _point;
    int _commaOpen;
    int _pointOpen;
    int _commaGroups;
    int _pointGroups;

    /// <summary>The cell that proved the sign, for the reason.</summary>
    public string? Proof { get; private set; }

    /// <summary>Looks at one cell.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd('%').Trim();
        if (!IsNumberLike(text))
            return;
        var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
        var (commas, points) = (text.Count(','), text.Count('.'));
        if (comma < 0 && point < 0)
            return;
        if (comma >= 0 && point >= 0)
            Prove(comma > point ? ',' : '.', text, grouped: true);
        else if (commas > 1 || points > 1)
            Prove(commas > 1 ? '.' : ',', text, grouped: true);
        else
            AddOne(text, comma >= 0 ? ',' : '.', Math.Max(comma, point));
    }

    /// <summary>The signs, and how sure they are.</summary>
    public (NumberStyle Style, Confidence Confidence) Decide(char delimiter)
    {
        if (_comma > _point)
            return (new(',', _pointGroups > 0 || _pointOpen > 0 ? '.' : null), Confidence.Sure);
        if (_point > 0)
            return (new('.', _commaGroups > 0 || (_commaOpen > 0 && delimiter != ',') ? ',' : null), Confidence.Sure);
        if (_commaOpen > 0)
            return (new(',', _pointOpen > 0 ? '.' : null), Confidence.Unsure);
        return (NumberStyle.Point, _pointOpen > 0 && delimiter == ';' ? Confidence.Unsure : Confidence.Sure);
    }

    void AddOne(ReadOnlySpan<char> text, char sign, int at)
    {
        var before = text[..at].TrimStart("+-\u2212");
        var after = text[(at + 1)..];
        var digits = after.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : after.Length;
        // 1.234 may be a thousand or a fraction; 0.234, 1234.567 and 1.23 can only be fractions
        if (digits == 3 && before.Length is > 0 and <= 3 && before is not "0" && digits == after.Length)
        {
            _ = sign == ',' ? _commaOpen++ : _pointOpen++;
            return;
        }

        Prove(sign, text, grouped: false);
    }

    void Prove(char sign, ReadOnlySpan<char> text, bool grouped)
    {
        if (Proof is null || (grouped && _commaGroups + _pointGroups == 0))
            Proof = text.ToString();
        _ = sign == ',' ? _comma++ : _point++;
        if (grouped)
            _ = sign == ',' ? _pointGroups++ : _commaGroups++;
    }

    static bool IsNumberLike(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 40)
            return false;
        var style = new NumberStyle('.', ',');
        return style.TryParse(text, out _) || new NumberStyle(',', '.').TryParse(text, out _);
    }
}
