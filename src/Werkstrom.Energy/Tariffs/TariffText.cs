namespace Werkstrom.Energy.Tariffs;

/// <summary>Marks the texts of tariffs: <c>TariffText.resx</c> (English) and <c>TariffText.de.resx</c>.</summary>
sealed class TariffText;
