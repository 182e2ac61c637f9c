using System.Collections.Concurrent;
using System.Globalization;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Meta;

/// <summary>What a text must be: its length in characters, and a pattern with the number of its constraint.</summary>
sealed record TextRule(int Shortest, int Longest, string Rule = "schema", Func<string, bool>? Matches = null, string Says = "")
{
    static readonly ConcurrentDictionary<int, TextRule> ByLength = new();

    /// <summary>A value whose form its type asks for.</summary>
    public static TextRule Free { get; } = new(0, int.MaxValue);

    public static TextRule NonEmpty { get; } = new(1, int.MaxValue);

    public static TextRule Identifier { get; } = new(1, 2000);

    public static TextRule Name { get; } = new(1, 128);

    public static TextRule Label { get; } = new(1, 64);

    public static TextRule Topic { get; } = new(1, 255);

    public static TextRule IdShort { get; } = new(1, 128, "AASd-002", Patterns.IsIdShort, "letters, digits and underscores, a letter first");

    public static TextRule Version { get; } = new(1, 4, "schema", Patterns.IsVersion, "a number without leading zero");

    public static TextRule ContentType { get; } = new(1, 100, "schema", Patterns.IsMimeType, "a MIME type by RFC 2046, like application/pdf");

    public static TextRule Path { get; } = new(1, 2000, "schema", Patterns.IsUri, "a URI by RFC 2396, like file:/aasx/files/manual.pdf");

    public static TextRule Language { get; } = new(1, int.MaxValue, "schema", Patterns.IsLanguage, "a language by BCP 47, like de or en-GB");

    public static TextRule TimeUtc { get; } = new(0, int.MaxValue, "schema", XsdTimes.IsUtc, "an xs:dateTime in UTC, like 2026-03-01T12:00:00Z");

    public static TextRule Duration { get; } = new(0, int.MaxValue, "schema", XsdTimes.IsDuration, "an xs:duration, like PT1M30S");

    public static TextRule UpTo(int longest) => ByLength.GetOrAdd(longest, static n => new(1, n));

    /// <summary>Tells what is wrong with a text; the list is at its attribute.</summary>
    public void Check(string text, FaultList faults)
    {
        var length = text.Length <= Longest ? text.Length : Patterns.Characters(text);
        if (length < Shortest)
            faults.Add("schema", "is empty; at least one character is required");
        else if (length > Longest)
            faults.Add("schema", string.Create(CultureInfo.InvariantCulture, $"has {length:N0} characters; at most {Longest:N0} are allowed: {FaultList.Quote(text)}"));
        else if (Matches is not null && !Matches(text))
            faults.Add(Rule, $"{FaultList.Quote(text)} is not {Says}");
        if (Patterns.FirstForbidden(text) is >= 0 and var at)
            faults.Add("AASd-130", string.Create(CultureInfo.InvariantCulture, $"character {at + 1} (U+{(int)text[at]:X4}) cannot be written in XML"));
    }
}
