using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Meta;

/// <summary>The literals of the enumerations as the specification writes them.</summary>
public static partial class Literals
{
    /// <summary>The literal of a value, like <c>xs:double</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Texts.TryGetValue(value, out var text) ? text : value.ToString();

    /// <summary>The value of a literal; false when the enumeration has no such one.</summary>
    public static bool TryParse<T>(string literal, out T value) where T : struct, Enum => Table<T>.Values.TryGetValue(literal, out value);

    /// <summary>All literals of an enumeration, in its order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => Table<T>.Literals;

    static string Spell<T>(T value) where T : struct, Enum => value switch
    {
        Direction or StateOfEvent => FirstLower(value.ToString()),
        DataTypeDefXsd.AnyUri => "xs:anyURI",
        DataTypeDefXsd => "xs:" + FirstLower(value.ToString()),
        DataTypeIec61360 => InnerCapital().Replace(value.ToString(), "_").ToUpperInvariant(),
        _ => value.ToString(),
    };

    internal static string FirstLower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex InnerCapital();

    static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Texts = Enum.GetValues<T>().ToFrozenDictionary(v => v, Spell);
        public static readonly FrozenDictionary<string, T> Values = Texts.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
        public static readonly IReadOnlyList<string> Literals = [.. Enum.GetValues<T>().Select(v => Texts[v])];
    }
}
