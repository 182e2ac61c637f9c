namespace Werkstrom.Connect.Edge;

/// <summary>A node as the page shows it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Title">What people call it; of a search its path.</param>
/// <param name="IsVariable">Whether it has a value.</param>
/// <param name="Facts">Type, unit and range, short.</param>
/// <param name="IsRead">Whether it is read already.</param>
/// <param name="Refused">Why it cannot be; null when it can.</param>
/// <param name="Count">Variables below it.</param>
/// <param name="Link">Where what is below it is shown; null when it is here.</param>
/// <param name="Children">What is below it.</param>
public sealed record TreeNodeText(
    string Address, string Title, bool IsVariable, string Facts, bool IsRead, string? Refused, int Count, string? Link, IReadOnlyList<TreeNodeText> Children);
