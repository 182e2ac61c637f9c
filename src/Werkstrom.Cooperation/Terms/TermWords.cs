using Microsoft.Extensions.Localization;
using Werkstrom.Cooperation.Pilots;

namespace Werkstrom.Cooperation.Terms;

/// <summary>Agreements in words. Who reads knows a tariff by its name, not by the key that a subject is made of.</summary>
static class TermWords
{
    /// <summary>Who shows whom which data, no finer than what.</summary>
    /// <param name="text">The texts.</param>
    /// <param name="pilot">The pilot.</param>
    /// <param name="term">The agreement.</param>
    /// <param name="names">What subjects of groups are called, by subject.</param>
    public static string Sentence(this IStringLocalizer<CooperationText> text, Pilot pilot, Term term, IReadOnlyDictionary<string, string> names)
    {
        string[] start = [pilot.Firm(term.Giver), pilot.Firm(term.Giver == Side.A ? Side.B : Side.A)];
        var fine = text["resolution." + term.Resolution].Value;
        return Name(term.Kind, term.Subject, names) is { } name ? text["term.sentence.group", [.. start, name, fine]]
            : text["term.sentence", [.. start, text["kind." + term.Kind].Value, term.Subject, fine]];
    }

    /// <summary>What a subject is called; null when it is known by its path.</summary>
    public static string? Name(DataKind kind, string subject, IReadOnlyDictionary<string, string> names) => kind == DataKind.Group ? names.GetValueOrDefault(subject) : null;
}
