namespace Werkstrom.Energy.Contracts;

/// <summary>Marks the texts of contracts: <c>ContractText.resx</c> (English) and <c>ContractText.de.resx</c>.</summary>
sealed class ContractText;
