namespace Werkstrom.Kernel.Modules;

/// <summary>One entry of the menu. The menu is ordered by question, not by module (docs/architecture.md).</summary>
/// <param name="Section">The question it belongs to.</param>
/// <param name="Text">Key of the label in the texts of <c>Werkstrom.Ui</c>, for example <c>menu.today</c>.</param>
/// <param name="Path">The address of the page, for example <c>/plant</c>.</param>
/// <param name="Icon">Name of a Tabler outline icon that stands in <c>ui/src/icons.txt</c>.</param>
/// <param name="Policy">The policy a person needs to see it: a constant of <see cref="People.Policies"/>.</param>
/// <param name="Order">Place within the section, ascending.</param>
public sealed record MenuEntry(MenuSection Section, string Text, string Path, string Icon, string Policy, int Order = 100);

/// <summary>The questions of the menu, in their order.</summary>
public enum MenuSection
{
    /// <summary>What matters now.</summary>
    Today,

    /// <summary>Twins, signals, 3D.</summary>
    Plant,

    /// <summary>Warnings and work orders.</summary>
    Cases,

    /// <summary>Index, tariffs, meters, bills.</summary>
    Energy,

    /// <summary>Metrics, reports, imports.</summary>
    Figures,

    /// <summary>Simulation, scheduling, material flow.</summary>
    Planning,

    /// <summary>Agreements, pilots, ideas.</summary>
    Partners,

    /// <summary>Connections, people, audit.</summary>
    Setup,
}
