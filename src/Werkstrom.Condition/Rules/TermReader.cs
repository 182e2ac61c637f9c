using System.Globalization;
using Werkstrom.Kernel.Signals;
using Werkstrom.Learning.Rules;

namespace Werkstrom.Condition.Rules;

/// <summary>Reads conditions as people type them, one a line: <c>torque * speed / feed &gt;= 3500</c>. Blanks stand around signs and operators.</summary>
/// <param name="find">Gives a signal of the asset by its name or path; null when there is none.</param>
sealed class TermReader(Func<string, Signal?> find)
{
    /// <summary>What could not be read: the key of a text and what it names.</summary>
    public List<(string Key, string[] Named)> Faults { get; } = [];

    /// <summary>Reads all lines; what is wrong is in <see cref="Faults"/>.</summary>
    public TermRule Read(string? text)
    {
        var lines = (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0)
            Faults.Add(("terms.none", []));
        if (lines.Length > TermRule.Most)
            Faults.Add(("terms.many", [$"{lines.Length}", $"{TermRule.Most}"]));
        return new([.. lines.Select(Line).OfType<TermCondition>()]);
    }

    TermCondition? Line(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 3 || IsAbove(words[^2]) is not { } isAbove)
        {
            Faults.Add(("terms.form", [line]));
            return null;
        }

        var limit = Number(words[^1]);
        if (limit is null)
            Faults.Add(("terms.limit", [line, words[^1]]));
        var names = words[..^2].Where((_, i) => i % 2 == 0).ToArray();
        var signs = words[..^2].Where((_, i) => i % 2 == 1).Select(Sign).ToArray();
        var signals = names.Select(Known).ToArray();
        if (signs.Length != names.Length - 1 || Kind(signs) is not { } kind)
        {
            Faults.Add(("terms.form", [line]));
            return null;
        }

        return limit is null || signals.Contains(null) ? null : new(kind, [.. signals.Select(s => new TermSignal(s!.Id, s.Unit))], isAbove, limit.Value);
    }

    Signal? Known(string name)
    {
        var signal = find(name);
        if (signal is null)
            Faults.Add(("terms.signal", [name]));
        else if (signal.Kind == Kernel.Signals.SignalKind.State)
            Faults.Add(("terms.state", [name]));
        return signal;
    }

    static TermKind? Kind(string[] signs) => signs switch
    {
        [] => TermKind.Signal,
        ["-"] => TermKind.Difference,
        ["*"] or ["*", "*"] => TermKind.Product,
        ["/"] or ["*", "/"] => TermKind.Ratio,
        _ => null,
    };

    static string Sign(string word) => word switch { "−" or "–" => "-", "·" or "×" => "*", "÷" or ":" => "/", _ => word };

    static bool? IsAbove(string word) => word switch { ">=" or "≥" or ">" => true, "<=" or "≤" or "<" => false, _ => null };

    // a comma is a decimal sign here: there is no other meaning of it in one number
    static double? Number(string word) =>
        double.TryParse(word.Replace('−', '-').Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
