using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Laboratory.Ideas;
using Werkstrom.Energy.Laboratory.Populations;
using Werkstrom.Energy.Laboratory.Saved;
using Werkstrom.Energy.Tariffs;

namespace Werkstrom.Energy.Laboratory;

/// <summary>What the demo's town has of the laboratory: its customers, and one saved question with two ideas that is shared with partners.</summary>
sealed partial class LabDemo(LabBook book, PopulationMaker maker, TariffBook tariffs, IServiceScopeFactory scopes, ILogger<LabDemo> log)
{
    /// <summary>Makes what is not there yet.</summary>
    public async Task MakeAsync(CancellationToken stop)
    {
        if ((await book.AllAsync(stop)).Count > 0 || await tariffs.FindAsync("gruen", null, stop) is not { } green || await tariffs.FindAsync("fix", null, stop) is not { } flat)
            return;
        await using var scope = scopes.CreateAsyncScope();
        var text = scope.ServiceProvider.GetRequiredService<IStringLocalizer<LabText>>();
        var population = await maker.MakeAsync(maker.LastYear, null, stop);
        var definition = green.Read();
        Dictionary<string, decimal?> strong = new() { ["slope"] = 0.15m, ["cap"] = 25, ["floor"] = 5 };
        LabWish wish = new(
            population.Id, flat.Key, [new(definition.Name, green.Key, definition), new(text["demo.strong"], green.Key, LabKnob.Apply(definition, population.Year, strong))], new());
        var against = flat.Read().Name;
        var (lab, faults) = await book.KeepAsync(text["demo.name", against], text["demo.note", against], wish, stop);
        if (lab is null)
            LogFaults(string.Join("; ", faults));
        else
            await book.ShareAsync(lab.Id, true, stop);
    }

    [LoggerMessage(7421, LogLevel.Warning, "The demo has no laboratory: {Faults}")]
    partial void LogFaults(string faults);
}
