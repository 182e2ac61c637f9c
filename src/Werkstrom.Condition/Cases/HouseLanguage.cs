using System.Globalization;
using Microsoft.Extensions.Options;
using Werkstrom.Ui;

namespace Werkstrom.Condition.Cases;

/// <summary>Says what is kept, not made at reading, in the language of the house.</summary>
sealed class HouseLanguage(IOptions<UiOptions> ui)
{
    /// <summary>What is said with the house's language as that of the reader.</summary>
    public string Say(Func<string> say)
    {
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ui.Value.Language);
        try
        {
            return say();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }
}
