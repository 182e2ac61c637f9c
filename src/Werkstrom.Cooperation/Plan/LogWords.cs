using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Criteria;

namespace Werkstrom.Cooperation.Plan;

/// <summary>
/// Words that the program itself writes into the decision log: kept as the key of a text and what is filled in, so that everybody reads them in their own
/// language. What people write is kept as they wrote it.
/// </summary>
sealed class LogWords(CriterionDesk criteria, IStringLocalizer<CooperationText> text)
{
    // separators of ASCII: nobody types them into a form
    const char Begin = '\u001e', Next = '\u001f', Key = '\u001d';

    /// <summary>What is kept of a text and what is filled in.</summary>
    public static string Keep(string key, params string[] values) => $"{Begin}{string.Join(Next, [key, .. values])}";

    /// <summary>A value that is itself the key of a text.</summary>
    public static string Named(string key) => $"{Key}{key}";

    /// <summary>A value that is a criterion as it is now.</summary>
    public static string Of(Criterion c) => JsonSerializer.Serialize(new Shape(c.Name, c.Trial, c.IsAtLeast, c.LimitValue, c.Days));

    /// <summary>What was kept, in the language of who reads it now.</summary>
    public string Read(string kept)
    {
        if (kept is not [Begin, .. var line])
            return kept;
        var parts = line.Split(Next);
        return string.Format(CultureInfo.CurrentCulture, text[parts[0]].Value, [.. parts.Skip(1).Select(Value)]);
    }

    /// <summary>A decision in the language of who reads it now.</summary>
    public Decision Read(Decision d) => new()
    {
        Id = d.Id,
        PilotId = d.PilotId,
        What = Read(d.What),
        Why = Read(d.Why),
        Alternatives = d.Alternatives,
        Agreed = Read(d.Agreed),
        CorrectsId = d.CorrectsId,
        Person = d.Person,
        At = d.At,
    };

    string Value(string value)
    {
        if (value is [Key, .. var key])
            return text[key].Value;
        return value is ['{', ..] && JsonSerializer.Deserialize<Shape>(value) is { } c ? criteria.Words(c.Name, c.Trial, c.IsAtLeast, c.Limit, c.Days) : value;
    }

    sealed record Shape(string Name, string Trial, bool IsAtLeast, double? Limit, int Days);
}
