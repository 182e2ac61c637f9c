using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Connect.Mqtt.HomeAssistant;

/// <summary>Reads what stands between the braces of a template. Null at every level means: another form.</summary>
ref struct HomeParser
{
    // brackets may be nested so deep
    const int Deepest = 20;

    readonly ReadOnlySpan<char> _text;
    int _at;
    int _depth;

    HomeParser(ReadOnlySpan<char> text) => _text = text;

    public static HomeExpression? Parse(string text)
    {
        HomeParser parser = new(text);
        var sum = parser.Sum();
        parser.Space();
        return parser._at == parser._text.Length ? sum : null;
    }

    HomeExpression? Sum()
    {
        var left = Product();
        while (left is not null && Sign("+-") is var sign and not '\0')
            left = Calculation(left, sign, Product());
        return left;
    }

    HomeExpression? Product()
    {
        var left = Filtered();
        while (left is not null && Sign("*/") is var sign and not '\0')
            left = Calculation(left, sign, Filtered());
        return left;
    }

    HomeExpression? Filtered()
    {
        var value = Primary();
        while (value is not null && Take('|'))
            value = HomeFilters.Of(Word(), Arguments(), value);
        return value;
    }

    HomeExpression? Primary()
    {
        Space();
        if (_at == _text.Length || _depth > Deepest)
            return null;
        if (_text[_at] is '\'' or '"')
            return Quoted() is { } text ? (in HomePayload _) => HomeValue.Of(text) : null;
        if (char.IsAsciiDigit(_text[_at]))
            return Digits() is { } number ? (in HomePayload _) => HomeValue.Of(number) : null;
        if (Take('('))
        {
            _depth++;
            var inner = Sum();
            _depth--;
            return Take(')') ? inner : null;
        }

        return Word() switch
        {
            "value" => static (in HomePayload payload) => HomeValue.Of(payload.Text),
            "value_json" => Path(),
            _ => null,
        };
    }

    // .x, ['x'] or [0], as often as they come
    HomeExpression? Path()
    {
        List<(string? Name, int Index)> steps = [];
        while (true)
        {
            if (Take('.'))
            {
                if (Word() is not { Length: > 0 } name)
                    return null;
                steps.Add((name, 0));
            }
            else if (Take('['))
            {
                Space();
                var quoted = _at < _text.Length && _text[_at] is '\'' or '"' ? Quoted() : null;
                var index = quoted is null ? Digits() : null;
                if ((quoted is null && index is null) || !Take(']'))
                    return null;
                steps.Add((quoted, (int)(index ?? 0)));
            }
            else
            {
                var way = steps.ToArray();
                return (in HomePayload payload) => Follow(payload.Json, way);
            }
        }
    }

    static HomeValue Follow(JsonElement? json, (string? Name, int Index)[] way)
    {
        if (json is not { } at)
            return HomeValue.Missing;
        foreach (var (name, index) in way)
        {
            if (name is not null)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                    return HomeValue.Missing;
            }
            else
            {
                if (at.ValueKind != JsonValueKind.Array || index >= at.GetArrayLength())
                    return HomeValue.Missing;
                at = at[index];
            }
        }

        return HomeValue.Of(at);
    }

    static HomeExpression? Calculation(HomeExpression left, char sign, HomeExpression? right) => right is null ? null : (in HomePayload payload) =>
    {
        if (!left(payload).TryNumber(out var a) || !right(payload).TryNumber(out var b))
            return HomeValue.Missing;
        return HomeValue.Of(sign switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => a / b });
    };

    // arguments of a filter: numbers and texts; null when they are something else
    List<HomeValue>? Arguments()
    {
        List<HomeValue> found = [];
        if (!Take('('))
            return found;
        while (!Take(')'))
        {
            Space();
            if (_at == _text.Length || (found.Count > 0 && !Take(',')))
                return null;
            Space();
            var isNegative = Take('-');
            if (_at < _text.Length && _text[_at] is '\'' or '"' && Quoted() is { } text)
                found.Add(HomeValue.Of(text));
            else if (Digits() is { } number)
                found.Add(HomeValue.Of(isNegative ? -number : number));
            else
                return null;
        }

        return found;
    }

    char Sign(string signs)
    {
        Space();
        return _at < _text.Length && signs.Contains(_text[_at]) ? _text[_at++] : '\0';
    }

    bool Take(char letter)
    {
        Space();
        if (_at == _text.Length || _text[_at] != letter)
            return false;
        _at++;
        return true;
    }

    string Word()
    {
        Space();
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            _at++;
        return _text[start.._at].ToString();
    }

    double? Digits()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        return double.TryParse(_text[start.._at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    string? Quoted()
    {
        var length = _text[(_at + 1)..].IndexOf(_text[_at]);
        if (length < 0)
            return null;
        var inner = _text.Slice(_at + 1, length);
        _at += length + 2;
        return inner.Contains('\\') ? null : inner.ToString();
    }

    void Space()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
