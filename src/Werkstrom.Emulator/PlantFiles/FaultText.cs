using System.Globalization;

namespace Werkstrom.Emulator.PlantFiles;

/// <summary>
/// The one way to write a fault, in the file, as an option and at the keyboard: <c>[AFTER] KIND TARGET [AMOUNT] [drop] [for LENGTH]</c>,
/// as in <c>10m stuck line1/mill1/vibration for 5m</c>.
/// </summary>
sealed class FaultText(IReadOnlyList<MachinePlan> machines)
{
    static readonly string[] Kinds = ["stuck", "drift", "spike", "link", "clock", "tool"];

    /// <summary>Reads it.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="isTimed">Whether it begins with how long after the start.</param>
    /// <param name="why">What is wrong with it.</param>
    public FaultOrder? Read(string text, bool isTimed, out string why)
    {
        var words = new Queue<string>(text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var after = TimeSpan.Zero;
        why = "";
        if (isTimed && (!words.TryDequeue(out var first) || !Lasting.TryParse(first, out after)))
            return Refuse($"'{text}' does not begin with {Lasting.Allowed} after the start, as in '10m stuck {Example}'.", out why);
        if (!words.TryDequeue(out var kind) || !Kinds.Contains(kind))
            return Refuse($"'{kind}' is no fault.{Nearest.Hint(kind ?? "", Kinds)}", out why);
        if (!words.TryDequeue(out var target))
            return Refuse($"'{kind}' needs a {(kind is "stuck" or "drift" or "spike" ? "signal" : "machine")}, as in '{kind} {Example}'.", out why);
        var order = Find(Enum.Parse<FaultKind>(kind, ignoreCase: true), target, out why);
        order = order is null ? null : Amount(order with { After = after }, words, out why);
        order = order is null ? null : Ending(order, words, out why);
        return order is null || words.Count == 0 ? order : Refuse($"'{string.Join(' ', words)}' is too much at the end of '{text}'.", out why);
    }

    string Example => $"{machines[0].Path}/{(machines[0].Signals.Count > 0 ? machines[0].Signals[0].Name : "signal")}";

    FaultOrder? Find(FaultKind kind, string target, out string why)
    {
        why = "";
        if (kind is not (FaultKind.Stuck or FaultKind.Drift or FaultKind.Spike))
        {
            var at = target == "all" ? -1 : Index(machines, m => m.Path == target);
            return at >= 0 || target == "all" ? new(kind, at, -1, target) : Refuse($"'{target}' is no machine.{Nearest.Hint(target, machines.Select(m => m.Path))}", out why);
        }

        for (var m = 0; m < machines.Count; m++)
        {
            var s = Index(machines[m].Signals, s => $"{machines[m].Path}/{s.Name}" == target);
            if (s >= 0)
                return new(kind, m, s, target);
        }

        return Refuse($"'{target}' is no signal.{Nearest.Hint(target, machines.SelectMany(m => m.Signals.Select(s => $"{m.Path}/{s.Name}")))}", out why);
    }

    static FaultOrder? Amount(FaultOrder order, Queue<string> words, out string why)
    {
        why = "";
        if (order.Kind is FaultKind.Drift or FaultKind.Spike)
        {
            return words.TryDequeue(out var word) && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount)
                ? order with { Amount = amount }
                : Refuse($"{order.Text[..5]} needs a number behind {order.Target}: {(order.Kind == FaultKind.Drift ? "by how much an hour" : "by how much")}.", out why);
        }

        if (order.Kind == FaultKind.Clock)
        {
            return words.TryDequeue(out var word) && Lasting.TryParse(word.TrimStart('+', '-'), out var skew)
                ? order with { Skew = word[0] == '-' ? -skew : skew }
                : Refuse($"clock needs by how much behind {order.Target}, as in -90s or +1h.", out why);
        }

        if (order.Kind == FaultKind.Link && words.TryPeek(out var next) && next is "drop" or "keep")
            return order with { Drops = words.Dequeue() == "drop" };
        return order;
    }

    static FaultOrder? Ending(FaultOrder order, Queue<string> words, out string why)
    {
        why = "";
        if (!words.TryPeek(out var word) || word != "for")
            return order;
        words.Dequeue();
        return words.TryDequeue(out var text) && Lasting.TryParse(text, out var length) && length > TimeSpan.Zero
            ? order with { For = length }
            : Refuse($"Behind 'for' stands {Lasting.Allowed}, not '{text}'.", out why);
    }

    static int Index<T>(IReadOnlyList<T> all, Predicate<T> isIt)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (isIt(all[i]))
                return i;
        }

        return -1;
    }

    static FaultOrder? Refuse(string reason, out string why)
    {
        why = reason;
        return null;
    }
}
