using System.Globalization;
using Microsoft.Extensions.Localization;
using Werkstrom.Energy.Market;
using Werkstrom.Energy.Tariffs;
using Werkstrom.Tariff.Time;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Portal.Now;

/// <summary>Says what is not there, why, when it is expected and what holds until then.</summary>
/// <param name="texts">Of the customers' pages.</param>
/// <param name="tariffs">Of tariffs: what holds where a value is missing.</param>
/// <param name="format">Times of the reader.</param>
sealed class MissingWords(IStringLocalizer<PortalText> texts, IStringLocalizer<TariffText> tariffs, Format format)
{
    /// <summary>What is missing of today; null: nothing is.</summary>
    public string? Today(MyDays days) => Join(
        days.Today.HasPrice ? null : days.Today.Fault is null ? texts["missing.contract"].Value : texts["missing.price.today"].Value,
        days.Region is null ? texts["missing.region"].Value : days.Today.HasIndex ? null : Partner(days) ?? texts["missing.index.today"].Value);

    /// <summary>What is missing of tomorrow; null: nothing is.</summary>
    public string? Tomorrow(MyDays days) => Join(
        days.Tomorrow.HasPrice ? null : days.Tomorrow.Fault is null ? texts["missing.contract"].Value : Price(days),
        days.Tomorrow.HasIndex || days.Due is not { } due ? null : Partner(days) ?? texts[format.Now < due ? "missing.index.due" : "missing.index.late", format.Local(due).ToString("HH:mm", CultureInfo.InvariantCulture)].Value);

    string Price(MyDays days) =>
        texts[!days.FollowsExchange ? "missing.price.tomorrow" : GermanTime.OfClock(days.Now) < Exchange.SpokenBy ? "missing.price.exchange" : "missing.price.exchange.late", $"{Exchange.SpokenBy / 4}:00"].Value;

    // the index comes of a partner who is away: since when, and what holds instead
    string? Partner(MyDays days) => days.Disturbed is not { } partner ? null : Join(
        texts[partner.Reason.StartsWith("network", StringComparison.Ordinal) || partner.Reason.StartsWith("timeout", StringComparison.Ordinal) ? "missing.partner.away" : "missing.partner.bad",
            partner.Good is { } good ? texts["missing.partner.since", format.Time(good)].Value : texts["missing.partner.never"].Value].Value,
        days.FollowsIndex && FallbackWords.Of(days.Tariff, tariffs) is { } fallback ? texts["missing.partner.fallback", fallback].Value : null);

    static string? Join(params string?[] said) => string.Join(" ", said.Where(s => s is not null)) is { Length: > 0 } all ? all : null;
}
