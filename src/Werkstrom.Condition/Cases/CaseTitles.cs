using Microsoft.Extensions.Localization;
using Werkstrom.Condition.Findings;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Condition.Cases;

/// <summary>The short titles of cases, in the language of the house; sentences are made at reading, in the reader's.</summary>
sealed class CaseTitles(AssetCatalog assets, SignalCatalog signals, IStringLocalizer<CasesText> text, HouseLanguage house)
{
    const int Longest = 200;

    /// <summary>The title of a case of one or a few assets.</summary>
    public string Of(Finding lead) => Cut(house.Say(() =>
    {
        var where = assets.TryGet(lead.AssetId, out var asset) ? asset.Label : "?";
        var what = lead.SignalId is { } id && signals.TryGet(id, out var signal) ? signal.Label : text["what." + lead.Kind];
        return $"{where}: {what}";
    }));

    /// <summary>The title of a flood.</summary>
    public string OfFlood(int? assetId, int machines) => Cut(house.Say(() => assetId is { } id && assets.TryGet(id, out var asset)
        ? text["title.flood", asset.Label, machines] : text["title.flood.all", machines]));

    static string Cut(string said) => said.Length <= Longest ? said : said[..Longest];
}
