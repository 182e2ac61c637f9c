namespace Werkstrom.Energy.Portal.Use;

/// <summary>A bar.</summary>
/// <param name="Word">What it is of.</param>
/// <param name="Size">How long, 0 to 1.</param>
/// <param name="Value">What it says.</param>
/// <param name="Href">Where it leads; null: nowhere.</param>
sealed record UseBar(string Word, double Size, string Value, string? Href);
