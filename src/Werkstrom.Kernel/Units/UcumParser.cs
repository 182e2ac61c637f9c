using System.Globalization;

namespace Werkstrom.Kernel.Units;

/// <summary>Reads UCUM codes by the grammar of the standard: products and quotients from left to right, exponents, brackets, annotations.</summary>
/// <remarks>Source: <see href="https://ucum.org/ucum#section-Syntax-Rules">UCUM, section 2</see>.</remarks>
sealed class UcumParser
{
    const int MaxLength = 100;
    const int MaxDepth = 10;
    const int MaxExponent = 30;

    readonly string _code;
    readonly List<UcumPart> _parts = [];
    int _at;
    int _depth;
    int _components;
    string? _scale;

    UcumParser(string code) => _code = code;

    /// <exception cref="FormatException">The code is wrong; the message says why.</exception>
    public static UcumUnit Parse(string code) => Parse(code, out _);

    /// <summary>Reads a code, and tells its parts in the order in which they are written, for display.</summary>
    /// <exception cref="FormatException">The code is wrong; the message says why.</exception>
    public static UcumUnit Parse(string code, out IReadOnlyList<UcumPart> parts)
    {
        if (code.Length is 0 or > MaxLength)
            throw new FormatException($"A unit has 1 to {MaxLength} characters.");
        var parser = new UcumParser(code);
        var unit = parser.Term(mayBeginWithSlash: true);
        if (parser._at < code.Length)
            throw parser.Wrong($"'{code[parser._at]}' is not expected at place {parser._at + 1}");
        if (parser._scale is { } scale && parser._components > 1)
            throw parser.Wrong($"{scale} is a scale and cannot be multiplied or divided; differences of temperatures are in K");
        parts = parser._parts;
        return double.IsFinite(unit.Factor) && unit.Factor > 0 ? unit with { Code = code } : throw parser.Wrong("the factor is out of range");
    }

    UcumUnit Term(bool mayBeginWithSlash)
    {
        var unit = UcumUnit.One("");
        var sign = 1;
        if (mayBeginWithSlash && Peek == '/')
            sign = Operator();
        unit = Component() is var first && sign > 0 ? first : unit.Times(first, -1);
        while (Peek is '.' or '/')
        {
            sign = Operator();
            unit = unit.Times(Component(), sign);
        }

        return unit;
    }

    int Operator()
    {
        var sign = Peek == '/' ? -1 : 1;
        _parts.Add(new UcumPart(_code[_at++], "", 1));
        return sign;
    }

    UcumUnit Component()
    {
        _components++;
        var unit = Peek switch
        {
            '(' => Brackets(),
            '{' => UcumUnit.One(""),
            _ => Simple(),
        };
        if (Peek == '{')
            Annotation();
        return unit;
    }

    UcumUnit Brackets()
    {
        if (++_depth > MaxDepth)
            throw Wrong("too many brackets");
        _components--; // the bracket itself counts for nothing; a scale in it still stands alone
        _parts.Add(new UcumPart('(', "", 1));
        _at++;
        var unit = Term(mayBeginWithSlash: false);
        if (Peek != ')')
            throw Wrong("a ')' is missing");
        _parts.Add(new UcumPart(')', "", 1));
        _at++;
        _depth--;
        return unit;
    }

    void Annotation()
    {
        var end = _code.IndexOf('}', _at);
        if (end < 0)
            throw Wrong("a '}' is missing");
        var text = _code[(_at + 1)..end];
        if (text.Contains('{', StringComparison.Ordinal) || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            throw Wrong("an annotation holds no spaces and no '{'");
        _parts.Add(new UcumPart('{', text, 1));
        _at = end + 1;
    }

    UcumUnit Simple()
    {
        var text = Run();
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            _parts.Add(new UcumPart('1', text, 1));
            return double.Parse(text, CultureInfo.InvariantCulture) is > 0 and var number ? UcumUnit.One("", number) : throw Wrong("0 is no unit");
        }

        var (symbol, exponent) = SplitExponent(text);
        if (symbol.Length == 0)
            throw Wrong(_at < _code.Length ? $"a unit is missing before '{_code[_at]}'" : "a unit is missing at the end");
        var atom = UcumAtoms.Find(symbol) ?? throw Wrong($"'{symbol}' is not known");
        if (atom.IsAlone)
            _scale = exponent is null ? symbol : throw Wrong($"{symbol} is a scale and takes no exponent");
        _parts.Add(new UcumPart('u', symbol, exponent ?? 1));
        return exponent is { } power ? atom.Unit.Power(power) : atom.Unit;
    }

    // up to the next operator, with whatever stands in square brackets
    string Run()
    {
        var start = _at;
        for (var inSquare = false; _at < _code.Length; _at++)
        {
            var c = _code[_at];
            if (!inSquare && c is '.' or '/' or '(' or ')' or '{' or '}')
                break;
            inSquare = c == '[' || (inSquare && c != ']');
        }

        return _code[start.._at];
    }

    (string Symbol, int? Exponent) SplitExponent(string text)
    {
        var end = text.Length;
        while (end > 0 && char.IsAsciiDigit(text[end - 1]))
            end--;
        if (end == text.Length)
            return (text, null);
        if (end > 0 && text[end - 1] is '+' or '-')
            end--;
        return int.TryParse(text.AsSpan(end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && Math.Abs(exponent) <= MaxExponent
            ? (text[..end], exponent) : throw Wrong($"the exponent of '{text}' is out of range");
    }

    char Peek => _at < _code.Length ? _code[_at] : '\0';

    FormatException Wrong(string reason) => new($"The unit '{_code}' is not a UCUM code: {reason}.");
}

/// <summary>One part of a code as written: an operator, a bracket, <c>u</c> a unit, <c>1</c> a number, <c>{</c> an annotation.</summary>
readonly record struct UcumPart(char What, string Text, int Exponent);
