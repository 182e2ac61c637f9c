namespace Werkstrom.Energy.Open;

/// <summary>The public pages: section <c>energy:open</c>.</summary>
sealed class OpenOptions
{
    /// <summary>Whether everybody who reaches the server may see the green index of its postal codes at <c>/green</c>. Default: yes.</summary>
    public bool Enabled { get; init; } = true;
}
