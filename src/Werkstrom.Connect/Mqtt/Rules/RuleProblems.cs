using Werkstrom.Connect.Missing;

namespace Werkstrom.Connect.Mqtt.Rules;

/// <summary>All that is wrong with a rule, as sentences that can be said in each language (see <see cref="Sentences"/>).</summary>
sealed class RuleProblems
{
    readonly List<RuleProblem> _all = [];

    /// <summary>The line that is being read, from 1; 0 when it concerns none.</summary>
    public int Line { get; set; }

    public int Count => _all.Count;

    /// <summary>All that was noted.</summary>
    public IReadOnlyList<RuleProblem> All => _all;

    /// <summary>Notes one.</summary>
    /// <param name="key">Name of the sentence in the texts, behind <c>why.</c>.</param>
    /// <param name="values">What was found.</param>
    public void Add(string key, params ReadOnlySpan<string> values) => _all.Add(new(Line, Sentences.Join(key, values)));
}

/// <summary>Something that is wrong with a rule.</summary>
/// <param name="Line">Line of its text, from 1; 0 when it concerns none.</param>
/// <param name="Detail">The sentence as it is kept, see <see cref="Sentences"/>.</param>
readonly record struct RuleProblem(int Line, string Detail)
{
    /// <summary>A sentence about the rule as a whole.</summary>
    public static RuleProblem Of(string key, params ReadOnlySpan<string> values) => new(0, Sentences.Join(key, values));

    /// <summary>The sentence in English.</summary>
    public string Text => Line == 0 ? Sentences.English(Detail) : $"line {Line}: {Sentences.English(Detail)}";
}
