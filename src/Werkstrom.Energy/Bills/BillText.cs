namespace Werkstrom.Energy.Bills;

/// <summary>Marks the texts of bills: <c>BillText.resx</c> (English) and <c>BillText.de.resx</c>.</summary>
sealed class BillText;
