namespace Werkstrom.Energy.Rates;

/// <summary>Marks the texts of rates: <c>RateText.resx</c> (English) and <c>RateText.de.resx</c>.</summary>
sealed class RateText;
