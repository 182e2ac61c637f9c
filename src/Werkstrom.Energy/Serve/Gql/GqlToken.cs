using System.Text;

namespace Werkstrom.Energy.Serve.Gql;

/// <summary>What a piece of a query is.</summary>
enum GqlKind
{
    /// <summary>A name or a word.</summary>
    Name,

    /// <summary>A punctuator.</summary>
    Mark,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Nothing follows.</summary>
    End,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands, without quotes.</param>
/// <param name="Line">From 1.</param>
readonly record struct GqlToken(GqlKind Kind, string Text, int Line)
{
    /// <summary>Splits a query; commas, blanks and remarks mean nothing.</summary>
    /// <exception cref="GqlException">A sign that has no place here, or a text without end.</exception>
    public static List<GqlToken> Split(string text)
    {
        List<GqlToken> tokens = [];
        var line = 1;
        for (var at = 0; at < text.Length;)
        {
            var sign = text[at];
            if (sign == '\n')
                line++;
            if (char.IsWhiteSpace(sign) || sign is ',' or '\uFEFF')
                at++;
            else if (sign == '#')
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else
                tokens.Add(Next(text, ref at, line));
        }

        tokens.Add(new(GqlKind.End, "end", line));
        return tokens;
    }

    static GqlToken Next(string text, ref int at, int line)
    {
        var (start, sign) = (at, text[at]);
        if (char.IsAsciiLetter(sign) || sign == '_')
            return new(GqlKind.Name, Run(text, ref at, c => char.IsAsciiLetterOrDigit(c) || c == '_'), line);
        if (char.IsAsciiDigit(sign) || (sign == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return new(GqlKind.Number, Run(text, ref at, c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E'), line);
        if (sign == '"')
            return new(GqlKind.Text, Quoted(text, ref at, line), line);
        at += text.AsSpan(start).StartsWith("...") ? 3 : 1;
        return "{}()[]:!$=@.|&".Contains(sign) ? new(GqlKind.Mark, text[start..at], line) : throw new GqlException($"'{sign}' at line {line} has no place in a query.");
    }

    static string Run(string text, ref int at, Func<char, bool> fits)
    {
        var start = at;
        do
            at++;
        while (at < text.Length && fits(text[at]));
        return text[start..at];
    }

    static string Quoted(string text, ref int at, int line)
    {
        StringBuilder content = new();
        for (at++; at < text.Length && text[at] is not ('"' or '\n'); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            content.Append(text[at]);
        }

        if (at >= text.Length || text[at] != '"')
            throw new GqlException($"The text at line {line} has no end.");
        at++;
        return content.ToString();
    }
}
