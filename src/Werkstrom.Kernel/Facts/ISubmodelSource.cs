namespace Werkstrom.Kernel.Facts;

/// <summary>
/// What a module knows of assets in a form that others understand: named, with the meaning that a published template gives each part. Whoever shows
/// twins asks all of them; a module need not know what an Asset Administration Shell is.
/// </summary>
public interface ISubmodelSource
{
    /// <summary>Name of the form, the same in all houses: letters and digits, like <c>PredictiveMaintenance</c>.</summary>
    string Name { get; }

    /// <summary>What the form means: the IRI of its template.</summary>
    string Meaning { get; }

    /// <summary>Version and revision of the template.</summary>
    (string Version, string Revision) Edition { get; }

    /// <summary>Whether something is known of an asset; asked often, so it must be answered from memory.</summary>
    bool Has(int assetId);

    /// <summary>What is known; empty when it is nothing after all. Only true figures: what is not known is left out.</summary>
    ValueTask<IReadOnlyList<Fact>> ReadAsync(int assetId, CancellationToken stop);
}

/// <summary>Something that is known.</summary>
/// <param name="Name">Letters, digits and underscores, a letter first, up to 128.</param>
/// <param name="Meaning">IRI or IRDI of what it means.</param>
public abstract record Fact(string Name, string Meaning);

/// <summary>A value.</summary>
/// <param name="Name">As there.</param>
/// <param name="Meaning">As there.</param>
/// <param name="Value">Text, double (finite), int, long, bool or DateTimeOffset.</param>
public sealed record FactValue(string Name, string Meaning, object Value) : Fact(Name, Meaning);

/// <summary>A range of numbers.</summary>
/// <param name="Name">As there.</param>
/// <param name="Meaning">As there.</param>
/// <param name="Low">Lower end, finite.</param>
/// <param name="High">Upper end, finite.</param>
public sealed record FactRange(string Name, string Meaning, double Low, double High) : Fact(Name, Meaning);

/// <summary>What belongs together.</summary>
/// <param name="Name">As there.</param>
/// <param name="Meaning">As there.</param>
/// <param name="Parts">The parts, each name once.</param>
/// <param name="IsThing">Whether the template calls it a thing of its own (an entity) instead of a group.</param>
public sealed record FactGroup(string Name, string Meaning, IReadOnlyList<Fact> Parts, bool IsThing = false) : Fact(Name, Meaning);

/// <summary>Several groups of the same form.</summary>
/// <param name="Name">As there.</param>
/// <param name="Meaning">As there.</param>
/// <param name="ItemMeaning">What each item means.</param>
/// <param name="Items">The parts of each.</param>
public sealed record FactList(string Name, string Meaning, string ItemMeaning, IReadOnlyList<IReadOnlyList<Fact>> Items) : Fact(Name, Meaning);
