namespace Werkstrom.Energy.Partners;

/// <summary>Marks the texts of partners: <c>PartnerText.resx</c> (English) and <c>PartnerText.de.resx</c>.</summary>
sealed class PartnerText;
