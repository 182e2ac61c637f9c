using Microsoft.Extensions.Localization;

namespace Werkstrom.Energy.Tariffs;

/// <summary>What takes the place of a missing day of the exchange or of an index, in words.</summary>
static class FallbackWords
{
    /// <summary>Of each part of a tariff that follows one: <c>Energy: the base price</c>; null: none does.</summary>
    public static string? Of(TariffDefinition? tariff, IStringLocalizer<TariffText> words) => string.Join("; ", (tariff?.Components ?? [])
        .Where(c => c.Rule is IndexDefinition or ZonesDefinition or SpotDefinition)
        .Select(c => (c.Name, Rule: c.Rule switch { IndexDefinition index => index.Fallback, ZonesDefinition zones => zones.Fallback, SpotDefinition spot => spot.Fallback, _ => null }))
        .Select(c => $"{c.Name}: {words["fallback." + (c.Rule is null ? "none" : c.Rule.Kind)]}{(c.Rule?.Price is { } price ? $" ({price} ct/kWh)" : "")}")) is { Length: > 0 } said ? said : null;
}
