using Microsoft.Extensions.Localization;

namespace Werkstrom.Ui;

/// <summary>Texts that count: <c>key</c> for many and none, <c>key.one</c> for exactly one.</summary>
public static class Plural
{
    /// <summary>A text about a count, written as the reader writes numbers.</summary>
    /// <param name="text">The texts.</param>
    /// <param name="key">Name of the text; beside it stands one with <c>.one</c>.</param>
    /// <param name="count">Fills <c>{0}</c>.</param>
    /// <param name="more">Fills <c>{1}</c> and on.</param>
    public static string Count(this IStringLocalizer text, string key, long count, params object[] more) =>
        text[count == 1 ? key + ".one" : key, [Format.Count(count), .. more]];
}
