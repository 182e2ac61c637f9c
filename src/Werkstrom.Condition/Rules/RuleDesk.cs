using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Kernel.Units;

namespace Werkstrom.Condition.Rules;

/// <summary>Makes rules of what people and programs give; all that is wrong is told at once.</summary>
sealed class RuleDesk(SignalCatalog signals, AssetCatalog assets, IStringLocalizer<RuleText> text)
{
    /// <summary>The words of kinds, in the order of the enum.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["above", "below", "rise", "fall", "no-data", "terms"];

    /// <summary>Makes a rule.</summary>
    /// <param name="wish">What was given.</param>
    /// <param name="before">What is wrong already, by input.</param>
    /// <returns>The rule, or what is wrong by input.</returns>
    public (ConditionRule? Rule, Dictionary<string, string[]> Errors) Check(RuleWish wish, IReadOnlyDictionary<string, string[]>? before = null)
    {
        RuleFaults faults = new(text, before);
        var kind = Kinds.IndexOf(wish.Kind?.Trim().ToLowerInvariant() ?? "");
        if (kind < 0)
            faults.Add("kind", "error.kind", string.Join(", ", Kinds));
        if (wish.Name?.Trim().Length is not (>= 1 and <= 200))
            faults.Add("name", "error.name");
        var severity = Severity(wish.Severity, faults);
        if (!SpanText.TryRead(wish.Lasting, out var lasting))
            faults.Add("lasting", "error.span", wish.Lasting!);
        if (!SpanText.TryRead(wish.Window, out var window))
            faults.Add("window", "error.span", wish.Window!);
        ConditionRule rule = new()
        {
            Name = wish.Name?.Trim() ?? "",
            Kind = (ConditionRuleKind)Math.Max(0, kind),
            IsOn = wish.IsOn ?? true,
            Severity = severity,
            Lasting = lasting,
            Window = window,
        };
        if (kind < 0)
            return (null, faults.All);
        rule = rule.Kind == ConditionRuleKind.Terms ? WithTerms(rule, wish, faults) : WithScope(rule, wish, faults);
        if (faults.All.Count == 0)
            Evaluate(rule, faults);
        return (faults.All.Count == 0 ? rule : null, faults.All);
    }

    /// <summary>A rule as a wish, to be changed and given back.</summary>
    public RuleWish Wish(ConditionRule rule) => new(
        rule.Name, Kinds[(int)rule.Kind], rule.SignalId is { } id && signals.TryGet(id, out var signal) ? signal.Path : rule.SignalId?.ToString(CultureInfo.InvariantCulture),
        rule.AssetId is { } at && assets.TryGet(at, out var asset) ? asset.Path : rule.AssetId?.ToString(CultureInfo.InvariantCulture), rule.SignalName, rule.SignalUnit,
        HasLimit(rule.Kind) ? rule.Limit : null, rule.Release, HasLimit(rule.Kind) ? rule.Unit : null, SpanText.Of(rule.Lasting), SpanText.Of(rule.Window),
        Lines(rule), rule.Severity == RuleSeverity.Act ? "act" : "watch", rule.IsOn);

    /// <summary>The conditions of a rule of terms, one a line; null for others.</summary>
    public string? Lines(ConditionRule rule) => rule.Terms is null
        ? null
        : string.Join('\n', TermRule.Read(rule.Terms).Conditions.Select(c => c.Text(id => Name(id, rule.AssetId))));

    /// <summary>Why a rule does not watch something, in the reader's language.</summary>
    public string Say(RuleStop stop) => text[stop.Key, [.. stop.Named]];

    static bool HasLimit(ConditionRuleKind kind) => kind is not (ConditionRuleKind.NoData or ConditionRuleKind.Terms);

    static RuleSeverity Severity(string? word, RuleFaults faults)
    {
        if (word is null or "" or "watch")
            return RuleSeverity.Watch;
        if (word != "act")
            faults.Add("severity", "error.severity");
        return RuleSeverity.Act;
    }

    ConditionRule WithScope(ConditionRule rule, RuleWish wish, RuleFaults faults)
    {
        if (string.IsNullOrWhiteSpace(wish.Signal) == string.IsNullOrWhiteSpace(wish.Asset))
            faults.Add("signal", "error.scope");
        var signal = string.IsNullOrWhiteSpace(wish.Signal) ? null : FindSignal(wish.Signal, "signal", faults);
        var asset = string.IsNullOrWhiteSpace(wish.Asset) || signal is not null ? null : FindAsset(wish.Asset, faults);
        var (name, unit) = (Given(wish.SignalName), Given(wish.SignalUnit));
        if (asset is not null && name is null && unit is null)
            faults.Add("signalName", "error.which");
        if (unit is not null && Ucum.Check(unit) is { } wrong)
            faults.Add("signalUnit", "error.unit", wrong);
        rule = rule with { SignalId = signal?.Id, AssetId = asset?.Id, SignalName = asset is null ? null : name, SignalUnit = asset is null ? null : unit };
        if (!HasLimit(rule.Kind))
            return rule;
        // a limit that could not be read is told already
        if (!faults.All.ContainsKey("limit") && (wish.Limit is not { } limit || !double.IsFinite(limit)))
            faults.Add("limit", "error.limit");
        if (wish.Release is { } release && !double.IsFinite(release))
            faults.Add("release", "error.number");
        if (signal?.Kind == SignalKind.State)
            faults.Add("signal", "error.state", signal.ShownPath);
        return faults.All.Count > 0 ? rule : rule with { Limit = wish.Limit!.Value, Release = wish.Release, Unit = Unit(rule, wish, signal, faults) };
    }

    // the unit of the limit: given, or the shown one of the signals when they have but one
    string Unit(ConditionRule rule, RuleWish wish, Signal? signal, RuleFaults faults)
    {
        var given = Given(wish.Unit) ?? rule.SignalUnit;
        if (given is not null && Ucum.Check(given) is { } wrong)
            faults.Add("unit", "error.unit", wrong);
        if (signal is not null)
        {
            if (given is not null && !Ucum.TryConversion(signal.Unit, given, out _))
                faults.Add("unit", "error.unit.other", RuleScope.Said(given), signal.ShownPath, RuleScope.Said(signal.Unit));
            return given ?? signal.Unit;
        }

        if (given is not null)
            return given;
        var scope = RuleScope.Of(rule with { Kind = ConditionRuleKind.NoData }, signals, assets);
        var units = scope.Subjects.Select(s => s.Inputs[0].Signal).Where(s => s.Kind != SignalKind.State).Select(s => s.Unit).Distinct().ToArray();
        if (units.Length == 0)
            faults.Add("signalName", "error.none");
        else if (units.Length > 1)
            faults.Add("unit", "error.units", string.Join(", ", units.Select(RuleScope.Said)));
        return units.FirstOrDefault() ?? "";
    }

    ConditionRule WithTerms(ConditionRule rule, RuleWish wish, RuleFaults faults)
    {
        if (FindAsset(wish.Asset ?? "", faults) is not { } asset)
            return rule;
        TermReader reader = new(name => signals.TryGet($"{asset.Path}/{name}", out var own) || signals.TryGet(name, out own) ? own : null);
        var terms = reader.Read(wish.Terms);
        foreach (var (key, named) in reader.Faults)
            faults.Add("terms", key, [.. named]);
        return rule with { AssetId = asset.Id, Terms = terms.Write() };
    }

    static void Evaluate(ConditionRule rule, RuleFaults faults)
    {
        try
        {
            rule.Evaluated();
        }
        catch (ArgumentException)
        {
            if (rule.Kind is ConditionRuleKind.Rise or ConditionRuleKind.Fall && rule.Limit <= 0)
                faults.Add("limit", "error.limit.rise");
            if (rule.Kind is not (ConditionRuleKind.Above or ConditionRuleKind.Below or ConditionRuleKind.Terms) && (rule.Window <= TimeSpan.Zero || rule.Window.TotalDays > 366))
                faults.Add("window", "error.window");
            if (rule.Kind == ConditionRuleKind.NoData && rule.Lasting != TimeSpan.Zero)
                faults.Add("lasting", "error.lasting.silence");
            if (rule.Lasting.TotalDays > 366)
                faults.Add("lasting", "error.lasting");
            if (rule.Release is { } release && (rule.Kind == ConditionRuleKind.Below ? release < rule.Limit : release > rule.Limit))
                faults.Add("release", rule.Kind == ConditionRuleKind.Below ? "error.release.below" : "error.release.above");
        }
    }

    Signal? FindSignal(string name, string input, RuleFaults faults)
    {
        var found = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && signals.TryGet(id, out var signal)
            || signals.TryGet(name.Trim(), out signal) ? signal : null;
        if (found is null)
            faults.Add(input, "error.signal", name);
        return found;
    }

    Asset? FindAsset(string name, RuleFaults faults)
    {
        var found = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && assets.TryGet(id, out var asset)
            || assets.TryGet(name.Trim(), out asset) ? asset : null;
        if (found is null)
            faults.Add("asset", "error.asset", name);
        return found;
    }

    string Name(int id, int? assetId)
    {
        if (!signals.TryGet(id, out var signal))
            return $"#{id}";
        var path = assetId is { } at && assets.TryGet(at, out var asset) ? asset.Path + "/" : "";
        return path.Length > 0 && signal.Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) ? signal.Path[path.Length..] : signal.Path;
    }

    static string? Given(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();
}

/// <summary>What is wrong with an input, by its name.</summary>
sealed class RuleFaults(IStringLocalizer<RuleText> text, IReadOnlyDictionary<string, string[]>? before)
{
    /// <summary>All of it.</summary>
    public Dictionary<string, string[]> All { get; } = before is null ? [] : new(before);

    public void Add(string input, string key, params string[] named) => All[input] = [.. All.GetValueOrDefault(input) ?? [], text[key, [.. named]]];
}
