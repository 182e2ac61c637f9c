using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Backtest;

/// <summary>A question as it stands in an address: <c>what=rule&amp;rule=3&amp;start=2026-10-01&amp;end=2026-11-01&amp;horizon=7d</c>.</summary>
sealed class BacktestQuery(RuleBook rules, SignalCatalog signals, AssetCatalog assets, Format format, IStringLocalizer<BacktestText> text)
{
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromDays(3_660);

    /// <summary>Reads an address.</summary>
    /// <param name="query">what (rule, watch, health, life), rule, signal, asset, sensitivity, start, end, horizon.</param>
    /// <param name="setting">In the place of rule or sensitivity: the other setting of a comparison; null for the first.</param>
    /// <returns>The question, or what is wrong by part of the address.</returns>
    public (BacktestAsk? Ask, Dictionary<string, string[]> Errors) Read(IQueryCollection query, string? setting = null)
    {
        Dictionary<string, string[]> errors = [];
        var subject = query["what"].ToString() switch
        {
            "rule" => Rule(setting ?? query["rule"], errors),
            "watch" => Watch(query, setting ?? query["sensitivity"], errors),
            "health" => Health(query["asset"].ToString().Trim(), setting ?? query["sensitivity"], errors),
            "life" => Asset(query["asset"].ToString().Trim(), errors) is { } asset ? new BacktestSubject.OfLife(asset) : null,
            var other => Wrong<BacktestSubject>(errors, "what", "error.what", other),
        };
        var range = Range(query["start"], query["end"], errors);
        if (!SpanText.TryRead(Spaced(query["horizon"]), out var horizon) || horizon < TimeSpan.Zero || horizon > TimeSpan.FromDays(366))
            Wrong<object>(errors, "horizon", "error.horizon", query["horizon"].ToString());
        return subject is null || range is not { } span || errors.Count > 0
            ? (null, errors)
            : (new(subject, span, horizon == TimeSpan.Zero ? BacktestAsk.DefaultHorizon : horizon), errors);
    }

    BacktestSubject? Rule(string? number, Dictionary<string, string[]> errors) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && rules.Find(id) is { } rule
            ? new BacktestSubject.OfRule(rule)
            : Wrong<BacktestSubject>(errors, "rule", "error.rule", number ?? "");

    BacktestSubject? Watch(IQueryCollection query, string? sensitivity, Dictionary<string, string[]> errors)
    {
        var set = Sensitivity(sensitivity, errors);
        var (path, place) = (query["signal"].ToString().Trim(), query["asset"].ToString().Trim());
        if (path.Length > 0)
        {
            return (int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && signals.TryGet(id, out var signal)) || signals.TryGet(path, out signal)
                ? new BacktestSubject.OfWatch(signal.Id, null, set)
                : Wrong<BacktestSubject>(errors, "signal", "error.signal", path);
        }

        return Asset(place, errors) is { } asset ? new BacktestSubject.OfWatch(null, asset, set) : null;
    }

    BacktestSubject? Health(string place, string? sensitivity, Dictionary<string, string[]> errors)
    {
        var set = Sensitivity(sensitivity, errors);
        return Asset(place, errors) is { } asset ? new BacktestSubject.OfHealth(asset, set) : null;
    }

    double? Sensitivity(string? words, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(words))
            return null;
        if (double.TryParse(words.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is >= 0 and <= 10)
            return given;
        Wrong<object>(errors, "sensitivity", "error.sensitivity", words);
        return null;
    }

    int? Asset(string place, Dictionary<string, string[]> errors)
    {
        if ((int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && assets.TryGet(number, out var asset)) || assets.TryGet(place, out asset))
            return asset.Id;
        Wrong<object>(errors, "asset", "error.asset", place);
        return null;
    }

    // days are those of the plant; without a span the last 30 days
    TimeRange? Range(string? start, string? end, Dictionary<string, string[]> errors)
    {
        var now = format.Now.UtcTicks;
        DateTimeOffset hour = new(now - (now % TimeSpan.TicksPerHour), TimeSpan.Zero);
        var to = string.IsNullOrWhiteSpace(end) ? hour : Instant(end, dayAfter: true);
        var from = string.IsNullOrWhiteSpace(start) ? to?.AddDays(-30) : Instant(start, dayAfter: false);
        if (to is null)
            Wrong<object>(errors, "end", "error.instant", end ?? "");
        if (from is null)
            Wrong<object>(errors, "start", "error.instant", start ?? "");
        if (from is not { } first || to is not { } after)
            return null;
        if (after - first >= Shortest && after - first <= Longest)
            return new(first, after);
        Wrong<object>(errors, "end", "error.range", "");
        return null;
    }

    DateTimeOffset? Instant(string words, bool dayAfter)
    {
        if (DateOnly.TryParseExact(words.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200)
        {
            var local = (dayAfter ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(local, format.Zone.GetUtcOffset(local)).ToUniversalTime();
        }

        return DateTimeOffset.TryParse(Plus(words), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && at.Year is > 1900 and < 2200 ? at : null;
    }

    // a plus sign that was not escaped in the address arrives as a blank
    static string Plus(string words) => words.Trim() is [.., ' ', _, _, ':', _, _] trimmed ? trimmed.Replace(' ', '+') : words.Trim();

    static string? Spaced(string? words) => words?.Replace('+', ' ');

    T? Wrong<T>(Dictionary<string, string[]> errors, string input, string key, string named)
        where T : class
    {
        errors[input] = [text[key, named]];
        return null;
    }
}
