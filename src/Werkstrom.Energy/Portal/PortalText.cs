namespace Werkstrom.Energy.Portal;

/// <summary>Marks the texts of the customers' pages: <c>PortalText.resx</c> (English) and <c>PortalText.de.resx</c>.</summary>
sealed class PortalText;
