using System.Globalization;
using System.Resources;

namespace Werkstrom.Energy.Market;

/// <summary>Marks the texts of market data: <c>MarketText.resx</c> (English) and <c>MarketText.de.resx</c>.</summary>
sealed class MarketText
{
    static readonly ResourceManager Texts = new(typeof(MarketText));

    /// <summary>A text in the language of the thread, or in English on the command line.</summary>
    /// <param name="language">Null: that of the thread.</param>
    /// <param name="key">Of the text.</param>
    /// <param name="arguments">What is filled in.</param>
    public static string Say(CultureInfo? language, string key, params object[] arguments)
    {
        language ??= CultureInfo.CurrentUICulture;
        return string.Format(language, Find(language, key) ?? key, arguments);
    }

    /// <summary>The same with nothing filled in; null where there is no such text.</summary>
    public static string? Find(CultureInfo? language, string key) => Texts.GetString(key, language ?? CultureInfo.CurrentUICulture);
}
