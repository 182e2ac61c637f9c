using System.Globalization;

namespace Werkstrom.Energy.Index.Pages;

/// <summary>Days in the words of the reader.</summary>
static class IndexDays
{
    /// <summary><c>Mo 01.07.2024</c>, <c>Mon 1 Jul 2024</c>.</summary>
    public static string Say(DateOnly day) =>
        day.ToString(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "ddd dd.MM.yyyy" : "ddd d MMM yyyy", CultureInfo.CurrentCulture);
}
