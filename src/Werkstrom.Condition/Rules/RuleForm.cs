using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Backtest;

namespace Werkstrom.Condition.Rules;

/// <summary>Reads the form of a rule, and tries what it says on the past.</summary>
sealed class RuleForm(RuleDesk desk, BacktestEngine engine, BacktestPlots plots, TimeProvider time, IStringLocalizer<RuleText> text)
{
    /// <summary>Days that are drawn beside the form.</summary>
    public const int Days = 30;

    /// <summary>What a form sent; numbers with comma or point.</summary>
    public (RuleWish Wish, Dictionary<string, string[]> Errors) Read(IFormCollection form)
    {
        Dictionary<string, string[]> errors = [];
        RuleWish wish = new(
            form["name"], form["kind"], Text("signal"), Text("asset"), Text("signalName"), Text("signalUnit"), Number("limit"), Number("release"), Text("unit"), Text("lasting"),
            Text("window"), Text("terms"), form["severity"], form["isOn"] == "true");
        return (Fitting(wish), errors);

        string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } given ? given : null;

        double? Number(string name)
        {
            if (Text(name) is not { } given)
                return null;
            if (double.TryParse(given.Replace('−', '-'), NumberStyles.Float, CultureInfo.CurrentCulture, out var number)
                || double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            {
                return number;
            }

            errors[name] = [text["error.read", given]];
            return null;
        }
    }

    /// <summary>Tries a rule on the last days.</summary>
    public async Task<RuleTrial> TryAsync(RuleWish wish, IReadOnlyDictionary<string, string[]> before, CancellationToken stop)
    {
        var (rule, errors) = desk.Check(wish with { Name = string.IsNullOrWhiteSpace(wish.Name) ? "?" : wish.Name }, before);
        if (rule is null)
            return new(null, [], errors, null);
        var now = time.GetUtcNow();
        var answer = await engine.RunAsync(new(new BacktestSubject.OfRule(rule), new(now.AddDays(-Days), now), BacktestAsk.DefaultHorizon), new(), stop);
        return new(answer, await plots.ReadAsync(answer, stop), errors, Mark(wish));
    }

    /// <summary>A mark of what a rule evaluates: the same for the same, whatever it is called.</summary>
    public static string Mark(RuleWish wish) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(wish with { Name = null, Severity = null, IsOn = null })))[..16];

    // what the chosen kind has no use for is not looked at: it may stand in a field that is not seen
    static RuleWish Fitting(RuleWish wish) => wish.Kind switch
    {
        "above" or "below" => wish with { Window = null, Terms = null },
        "rise" or "fall" => wish with { Terms = null },
        "no-data" => wish with { Limit = null, Release = null, Unit = null, Lasting = null, Terms = null },
        "terms" => wish with { Limit = null, Release = null, Unit = null, Window = null, Signal = null, SignalName = null, SignalUnit = null },
        _ => wish,
    };
}

/// <summary>A rule that was tried.</summary>
/// <param name="Answer">What it would have said; null when the rule is not complete.</param>
/// <param name="Plots">Pictures of that.</param>
/// <param name="Errors">What is wrong, by input.</param>
/// <param name="Mark">See <see cref="RuleForm.Mark"/>; null when it was not tried.</param>
sealed record RuleTrial(BacktestAnswer? Answer, IReadOnlyList<BacktestPlot> Plots, IReadOnlyDictionary<string, string[]> Errors, string? Mark);
