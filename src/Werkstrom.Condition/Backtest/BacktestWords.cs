using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Life;
using Werkstrom.Condition.Rules;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Backtest;

/// <summary>Back-tests in the reader's language.</summary>
sealed class BacktestWords(IStringLocalizer<BacktestText> text, IStringLocalizer<RuleText> ruleText, SignalCatalog signals, AssetCatalog assets)
{
    const int MostEpisodes = 1_000;

    /// <summary>What is tested.</summary>
    public string What(BacktestSubject subject) => subject switch
    {
        BacktestSubject.OfRule(var rule) => text["what.rule", rule.Name],
        BacktestSubject.OfWatch(var signal, var asset, var sensitivity) => text[sensitivity is null ? "what.watch" : "what.watch.at",
            signal is { } id ? SignalName(id) : AssetName(asset), sensitivity?.ToString("0.#", CultureInfo.CurrentCulture) ?? ""],
        BacktestSubject.OfHealth(var asset, var sensitivity) =>
            text[sensitivity is null ? "what.health" : "what.health.at", AssetName(asset), sensitivity?.ToString("0.#", CultureInfo.CurrentCulture) ?? ""],
        BacktestSubject.OfLife(var asset) => text["what.life", AssetName(asset)],
        _ => "",
    };

    /// <summary>A note as a sentence.</summary>
    public string Say(BacktestNote note) => note.Key.Split('.')[0] switch
    {
        "stop" => ruleText[note.Key, note.Named],
        "why" => LifeText.Say(null, note.Key, note.Named),
        _ => text[note.Key, note.Named],
    };

    public string SignalName(int id) => signals.TryGet(id, out var signal) ? signal.ShownPath : $"#{id}";

    public string AssetName(int? id) => id is { } known && assets.TryGet(known, out var asset) ? asset.Title ?? Kernel.Catalogs.PathText.ShownPath(asset.Path) : text["what.all"];

    /// <summary>What an episode is, in a few words.</summary>
    public string Episode(Judged episode)
    {
        var about = episode.What.SignalId is { } id ? SignalName(id) : AssetName(episode.What.AssetId);
        return text["episode." + episode.Outcome, about, episode.Lead is { } lead ? Ui.Format.Rough(lead) : ""];
    }

    /// <summary>What a failure is, in a few words.</summary>
    public string Failure(Announced failure) =>
        text[failure.Lead is null ? "failure.missed" : "failure.announced", failure.Failure.Words, failure.Lead is { } lead ? Ui.Format.Rough(lead) : ""];

    /// <summary>Episodes and failures as marks of a chart.</summary>
    /// <param name="answer">Of this back-test.</param>
    /// <param name="from">From here on.</param>
    /// <param name="to">Before it.</param>
    /// <param name="signal">Only episodes of this signal; null for all.</param>
    public List<BacktestMark> Marks(BacktestAnswer answer, DateTimeOffset from, DateTimeOffset to, int? signal)
    {
        var episodes = answer.Verdict.Episodes.Where(e => signal is null || e.What.SignalId is null || e.What.SignalId == signal).Select(e => new BacktestMark(
            e.What.At, e.What.Lasts ? answer.Ask.Range.To : e.What.Until, Episode(e), e.Outcome == Outcome.False ? "info" : "watch"));
        var failures = answer.Verdict.Failures.Select(f => new BacktestMark(f.Failure.At, f.Failure.Until, Failure(f), "act"));
        return [.. failures.Concat(episodes).Where(m => m.From < to && (m.To ?? m.From) >= from).OrderBy(m => m.From)];
    }

    /// <summary>The answer as the API gives it.</summary>
    public BacktestView View(BacktestAnswer answer)
    {
        var v = answer.Verdict;
        return new(
            What(answer.Ask.Subject), answer.Ask.Range.From, answer.Ask.Range.To, System.Xml.XmlConvert.ToString(answer.Ask.Horizon), v.Episodes.Count, v.PerWeek, v.Count(Outcome.True),
            v.Count(Outcome.False), v.Count(Outcome.Open), v.Count(Outcome.During), ShareView.Of(v.Precision), ShareView.Of(v.Recall),
            LeadView.Of(v), v.TimeShare,
            [.. v.Episodes.Take(MostEpisodes).Select(EpisodeView.Of)], [.. v.Failures.Select(AnnouncedView.Of)], answer.Signals, answer.Samples,
            [.. answer.Notes.Select(Say)], answer.At, answer.Took.TotalSeconds, LifeCourseView.Of(answer.Life));
    }
}
