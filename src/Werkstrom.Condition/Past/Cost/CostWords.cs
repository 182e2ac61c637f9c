using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Assets;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Past.Cost;

/// <summary>Says in the reader's language what waiting costs.</summary>
sealed class CostWords(IStringLocalizer<PastText> text, AssetCatalog assets)
{
    /// <summary>What acting now costs against waiting, in one sentence.</summary>
    public string Say(CostAnswer answer) => (answer.Now, answer.Later) switch
    {
        ({ } now, { } later) => text[later.Day == 7 ? "cost.week" : "cost.days", Money(now), Money(later.Expected), Money(later.Low), Money(later.High), Format.Number(later.Day, 0)],
        _ when answer.Inputs.Missing.Count > 0 => text["cost.missing", string.Join(", ", answer.Inputs.Missing.Select(m => (string)text["cost." + m]))],
        _ => text["cost.nolife"],
    };

    /// <summary>When acting costs least.</summary>
    public string Best(CostAnswer answer) => answer.Best is not { } best ? ""
        : answer.Rate is null ? text["cost.best.unknown"]
        : best.Day == 0 ? text["cost.best.now"]
        : best.Day >= answer.Course[^1].Day ? text["cost.best.later", Format.Number(best.Day, 0)]
        : text["cost.best.day", text.Count("days", (long)best.Day), Money(best.Expected), Money(best.Low), Money(best.High)];

    /// <summary>How long the machine will still run, and from what that is known.</summary>
    public string Life(LifeGuess life)
    {
        var (low, middle, high) = (life.Quantile(0.05), life.Quantile(0.5), life.Quantile(0.95));
        var range = middle is { } half
            ? text["life.range", Days(half), Days(low!.Value), high is { } upper ? Days(upper) : text["life.open"]]
            : text["life.chance", Format.Number(100 * life.FailedWithin(7), 0)];
        return text["life." + SimilarView.Camel($"{life.Source}"), range, Format.Count(life.N)];
    }

    /// <summary>Where a figure comes from.</summary>
    public string Source(CostInput input) => input.Source switch
    {
        CostSource.Recorded => text["source.recorded", Format.Count(input.N)],
        CostSource.Inherited => text["source.inherited", input.AssetId is { } id && assets.TryGet(id, out var asset) ? asset.Label : "–"],
        var source => text["source." + SimilarView.Camel($"{source}")],
    };

    /// <summary>A figure with its unit.</summary>
    public static string Value(string name, CostInput input) => !input.IsKnown ? "–" : name switch
    {
        "downtimePerHour" => Format.Value(input.Value, "EUR/h"),
        "partCost" => Money(input.Value),
        _ => Format.Value(Math.Round(input.Value, 2), "h"),
    };

    /// <summary>Money as it is known: whole euros, above a thousand to three digits.</summary>
    public static string Money(double euros)
    {
        var digits = Math.Abs(euros) < 1_000 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(euros))) - 2;
        var step = Math.Pow(10, digits);
        return Format.Value(Math.Round(euros / step) * step, "EUR", 0);
    }

    static string Days(double days) => Format.Number(days < 10 ? Math.Round(days, 1) : Math.Round(days));
}
