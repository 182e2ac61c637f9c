using System.Globalization;
using System.Text.Json;

namespace Werkstrom.Energy.Serve.Gql;

/// <summary>
/// Reads a query of GraphQL (October 2021): operations with variables and their defaults, fields with aliases and arguments, fragments. Lists and objects as
/// arguments, directives, mutations and subscriptions are refused by name.
/// </summary>
sealed class GqlReader
{
    const int Deepest = 20;
    const int Most = 1_000;

    readonly List<GqlToken> _tokens;
    readonly Dictionary<string, object?> _variables = [];
    readonly Dictionary<string, int> _fragments = [];
    int _at;
    int _fields;

    GqlReader(string text) => _tokens = GqlToken.Split(text);

    /// <summary>The fields that a query asks for.</summary>
    /// <param name="text">The query.</param>
    /// <param name="variables">An object, or nothing.</param>
    /// <param name="operation">Which operation, where there are several.</param>
    /// <exception cref="GqlException">It cannot be read.</exception>
    public static IReadOnlyList<GqlField> Read(string text, JsonElement variables, string? operation) => new GqlReader(text).Read(variables, operation);

    IReadOnlyList<GqlField> Read(JsonElement variables, string? operation)
    {
        var start = Find(operation);
        _at = start;
        if (Is("query"))
        {
            _at++;
            if (_tokens[_at].Kind == GqlKind.Name)
                _at++;
            if (Is("("))
                Declare(variables);
        }

        return Selection(0);
    }

    /// <summary>Looks where operations and fragments begin, so that a fragment may stand behind its use.</summary>
    int Find(string? operation)
    {
        List<(string Name, int At)> operations = [];
        while (_tokens[_at].Kind != GqlKind.End)
        {
            var start = _at;
            if (Is("fragment"))
                _fragments[_tokens[_at + 1].Text] = start;
            else if (Is("query") || Is("{"))
                operations.Add((Is("{") || _tokens[_at + 1].Kind != GqlKind.Name ? "" : _tokens[_at + 1].Text, start));
            else
                throw new GqlException($"'{_tokens[_at].Text}' is not answered here; only queries are.");
            while (!Is("{") && _tokens[_at].Kind != GqlKind.End)
                _at++;
            Skip();
        }

        if (operations.Count == 0)
            throw new GqlException("There is no query.");
        if (operation is not { Length: > 0 })
            return operations.Count == 1 ? operations[0].At : throw new GqlException("There are several operations; operationName must say which.");
        return operations.FindIndex(o => o.Name == operation) is >= 0 and var found ? operations[found].At : throw new GqlException($"There is no operation '{operation}'.");
    }

    void Skip()
    {
        var depth = 0;
        do
        {
            if (_tokens[_at].Kind == GqlKind.End)
                throw new GqlException("The query ends before its last brace.");
            depth += Is("{") ? 1 : Is("}") ? -1 : 0;
            _at++;
        }
        while (depth > 0);
    }

    void Declare(JsonElement given)
    {
        Take("(");
        while (!Is(")"))
        {
            Take("$");
            var name = Name();
            Take(":");
            while (Is("[") || Is("]") || Is("!") || _tokens[_at].Kind == GqlKind.Name)
                _at++;
            var known = Is("=") ? Default() : null;
            if (given.ValueKind == JsonValueKind.Object && given.TryGetProperty(name, out var value))
                known = Plain(value);
            _variables[name] = known;
        }

        Take(")");
    }

    object? Default()
    {
        Take("=");
        return Value();
    }

    List<GqlField> Selection(int depth)
    {
        if (depth > Deepest)
            throw new GqlException($"The query is deeper than {Deepest} levels.");
        List<GqlField> fields = [];
        Take("{");
        while (!Is("}"))
        {
            if (++_fields > Most)
                throw new GqlException($"The query asks for more than {Most} fields.");
            if (Is("..."))
                fields.AddRange(Fragment(depth));
            else
                fields.Add(Field(depth));
        }

        Take("}");
        return fields;
    }

    GqlField Field(int depth)
    {
        var (alias, name) = (Name(), "");
        if (Is(":"))
        {
            Take(":");
            name = Name();
        }

        var arguments = Is("(") ? Arguments() : [];
        if (Is("@"))
            throw new GqlException("Directives are not answered here.");
        return new(alias, name.Length > 0 ? name : alias, arguments, Is("{") ? Selection(depth + 1) : []);
    }

    List<GqlField> Fragment(int depth)
    {
        Take("...");
        if (Is("on") || Is("{"))
        {
            if (Is("on"))
                _at += 2;
            return Selection(depth + 1);
        }

        var name = Name();
        if (!_fragments.TryGetValue(name, out var start))
            throw new GqlException($"There is no fragment '{name}'.");
        var back = _at;
        _at = start + 4; // fragment NAME on TYPE
        var fields = Selection(depth + 1);
        _at = back;
        return fields;
    }

    Dictionary<string, object?> Arguments()
    {
        Dictionary<string, object?> arguments = [];
        Take("(");
        while (!Is(")"))
        {
            var name = Name();
            Take(":");
            arguments[name] = Value();
        }

        Take(")");
        return arguments;
    }

    object? Value()
    {
        var token = _tokens[_at++];
        return token.Kind switch
        {
            GqlKind.Text => token.Text,
            GqlKind.Number => decimal.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
            GqlKind.Name => token.Text switch { "true" => true, "false" => false, "null" => null, var word => word },
            _ when token.Text == "$" => _variables.TryGetValue(Name(), out var value) ? value : throw new GqlException($"The variable ${_tokens[_at - 1].Text} is not declared."),
            _ => throw new GqlException($"'{token.Text}' is no value that is answered here."),
        };
    }

    static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw new GqlException("Lists and objects as variables are not answered here."),
    };

    bool Is(string text) => _tokens[_at] is { Kind: GqlKind.Name or GqlKind.Mark } token && token.Text == text;

    void Take(string text)
    {
        if (!Is(text))
            throw new GqlException($"'{_tokens[_at].Text}' at line {_tokens[_at].Line}: '{text}' is expected.");
        _at++;
    }

    string Name()
    {
        var token = _tokens[_at];
        if (token.Kind != GqlKind.Name)
            throw new GqlException($"'{token.Text}' at line {token.Line}: a name is expected.");
        _at++;
        return token.Text;
    }
}
