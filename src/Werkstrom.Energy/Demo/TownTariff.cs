using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Energy.Laboratory;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Pages;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Demo;

/// <summary>
/// What the demo's Stadtwerk makes of its first laboratory: where most customers would pay more, it looks for the highest price at index 50 with which at most one of
/// ten does, keeps that laboratory, and the tariff gets that price.
/// </summary>
sealed partial class TownTariff(LabBook book, LabDesk desk, TariffBook tariffs, IOptions<UiOptions> ui, ILogger<TownTariff> log)
{
    const string Base = "base";
    const decimal Step = 0.1m; // ct/kWh
    const int Most = 30; // steps

    /// <summary>Makes what is not there yet.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        if (await book.AllAsync(stop) is not [var first])
            return;
        var (wish, found) = (first.ReadWish(), first.ReadResult());
        if (Price(wish.Ideas[0], found.Year) is not { } before || IsGood(found.Ideas[0]))
            return;
        for (var price = before - Step; price > 0 && price >= before - (Most * Step); price -= Step)
        {
            var definition = LabKnob.Apply(wish.Ideas[0].Definition, found.Year, new Dictionary<string, decimal?> { [Base] = price });
            var asked = wish with { Ideas = [new(Name(definition, price), wish.Ideas[0].From, definition)] };
            var (result, faults) = await desk.AskAsync(asked, false, stop);
            if (result is null)
            {
                LogFaults(string.Join("; ", faults));
                return;
            }

            if (IsGood(result.Ideas[0]))
            {
                await KeepAsync(asked, definition, found, before, stop);
                return;
            }
        }
    }

    async Task KeepAsync(LabWish wish, TariffDefinition definition, LabResult before, decimal price, CancellationToken stop)
    {
        var gains = before.Ideas[0].Gains!;
        var against = await desk.AgainstAsync(wish, stop) ?? "";
        var (losers, chosen) = (LabWords.Percent(gains.Losers, gains.Customers), Price(wish.Ideas[0], before.Year) ?? price);
        var (lab, faults) = await book.KeepAsync(wish.Ideas[0].Name, Text(
            $"Mit {Shown(price)} ct/kWh bei Index 50 zahlen {losers} der Kunden mehr als mit „{against}“. {Shown(chosen)} ct/kWh ist der höchste Preis, bei dem es höchstens 10 % sind.",
            $"With {Shown(price)} ct/kWh at index 50, {losers} of the customers pay more than with “{against}”. {Shown(chosen)} ct/kWh is the highest price with which at most 10 % do."), wish, stop);
        if (lab is null)
        {
            LogFaults(string.Join("; ", faults));
            return;
        }

        await book.ShareAsync(lab.Id, true, stop);
        await tariffs.PutAsync(wish.Ideas[0].From, definition, false, Text($"Nach dem Tariflabor {lab.Id}", $"By tariff laboratory {lab.Id}"), null, stop);
    }

    static decimal? Price(LabIdea idea, int year) => LabKnob.All(idea.Definition, year).FirstOrDefault(k => k.Name == Base)?.Value;

    static bool IsGood(LabColumn idea) => idea.Gains is { } gains && gains.Losers * 10 <= gains.Customers && gains.Winners > gains.Losers;

    string Name(TariffDefinition definition, decimal price) => Text($"{definition.Name}, {Shown(price)} ct/kWh bei Index 50", $"{definition.Name}, {Shown(price)} ct/kWh at index 50");

    string Text(string german, string english) => ui.Value.Language == "de" ? german : english;

    static string Shown(decimal price) => price.ToString("0.##", CultureInfo.CurrentCulture);

    [LoggerMessage(7422, LogLevel.Warning, "The demo's tariff stays as it was: {Faults}")]
    partial void LogFaults(string faults);
}
