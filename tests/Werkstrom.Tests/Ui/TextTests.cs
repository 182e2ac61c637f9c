using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Werkstrom.Ui;

namespace Werkstrom.Tests.Ui;

/// <summary>Every text stands in both languages, with the same places for values.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> Resources => [.. Assemblies()
        .SelectMany(a => a.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_text_stands_in_both_languages(string resource)
    {
        var (english, german) = (Texts(resource, CultureInfo.InvariantCulture), Texts(resource, CultureInfo.GetCultureInfo("de")));

        Assert.Empty(english.Keys.Except(german.Keys).Select(key => $"{resource}: {key} is missing in German"));
        Assert.Empty(german.Keys.Except(english.Keys).Select(key => $"{resource}: {key} is missing in English"));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_text_has_the_same_places_in_both_languages(string resource)
    {
        var (english, german) = (Texts(resource, CultureInfo.InvariantCulture), Texts(resource, CultureInfo.GetCultureInfo("de")));

        Assert.Empty(english.Where(text => german.TryGetValue(text.Key, out var other) && !Places(text.Value).SetEquals(Places(other)))
            .Select(text => $"{resource}: {text.Key}"));
    }

    [Fact]
    public void The_menu_has_words()
    {
        var known = Texts("Werkstrom.Ui.Text.resources", CultureInfo.InvariantCulture);
        var used = HostModules.All().Menu.SelectMany(entry => new[] { entry.Text, $"section.{entry.Section.ToString().ToLowerInvariant()}" });

        Assert.Equal([], used.Distinct().Where(key => !known.ContainsKey(key)));
    }

    static IEnumerable<Assembly> Assemblies() => HostModules.All().Assemblies.Append(typeof(Text).Assembly).Distinct();

    static Dictionary<string, string> Texts(string resource, CultureInfo culture)
    {
        var assembly = Assemblies().First(a => a.GetManifestResourceNames().Contains(resource));
        using var set = new ResourceManager(resource[..^".resources".Length], assembly).GetResourceSet(culture, true, false);
        return set is null ? [] : set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Place();
}
