using Microsoft.Extensions.Localization;
using Werkstrom.Ui;

namespace Werkstrom.Energy.Portal.Now;

/// <summary>Says what is not there and when it is expected.</summary>
static class MissingWords
{
    /// <summary>What is missing of today; null: nothing is.</summary>
    public static string? Today(MyDays days, IStringLocalizer<PortalText> texts) => Join(
        days.Today.HasPrice ? null : days.Today.Fault is null ? texts["missing.contract"].Value : texts["missing.price.today"].Value,
        days.Region is null ? texts["missing.region"].Value : days.Today.HasIndex ? null : texts["missing.index.today"].Value);

    /// <summary>What is missing of tomorrow; null: nothing is.</summary>
    public static string? Tomorrow(MyDays days, IStringLocalizer<PortalText> texts, Format format) => Join(
        days.Tomorrow.HasPrice ? null : days.Tomorrow.Fault is null ? texts["missing.contract"].Value : texts["missing.price.tomorrow"].Value,
        days.Tomorrow.HasIndex || days.Next is not { } next ? null : texts[format.Now < next.Due ? "missing.index.due" : "missing.index.late", Clock(format, next.Due)].Value);

    static string Clock(Format format, DateTimeOffset at) => format.Local(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    static string? Join(params string?[] said) => string.Join(" ", said.Where(s => s is not null)) is { Length: > 0 } all ? all : null;
}
