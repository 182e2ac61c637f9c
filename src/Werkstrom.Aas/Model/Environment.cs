namespace Werkstrom.Aas.Model;

/// <summary>What a file or a package holds: shells, submodels and concept descriptions.</summary>
public sealed class Environment : IClass
{
    /// <summary>The shells; absent or at least one.</summary>
    public List<AssetAdministrationShell>? AssetAdministrationShells { get; set; }

    /// <summary>The submodels; absent or at least one.</summary>
    public List<Submodel>? Submodels { get; set; }

    /// <summary>The concept descriptions; absent or at least one.</summary>
    public List<ConceptDescription>? ConceptDescriptions { get; set; }
}

/// <summary>An asset administration shell.</summary>
public sealed class AssetAdministrationShell : Identifiable, IHasDataSpecification
{
    /// <inheritdoc/>
    public List<EmbeddedDataSpecification>? EmbeddedDataSpecifications { get; set; }

    /// <summary>The shell that this one is derived from.</summary>
    public Reference? DerivedFrom { get; set; }

    /// <summary>The asset that the shell speaks for.</summary>
    public required AssetInformation AssetInformation { get; set; }

    /// <summary>References to the submodels of the shell.</summary>
    public List<Reference>? Submodels { get; set; }
}

/// <summary>Identifies the asset of a shell.</summary>
public sealed class AssetInformation : IClass
{
    /// <summary>Type, instance or neither.</summary>
    public required AssetKind AssetKind { get; set; }

    /// <summary>Globally unique identifier of the asset, 1 to 2,000 characters.</summary>
    public string? GlobalAssetId { get; set; }

    /// <summary>Further identifiers, each with the name of its name space.</summary>
    public List<SpecificAssetId>? SpecificAssetIds { get; set; }

    /// <summary>Identifier of the type of the asset, 1 to 2,000 characters.</summary>
    public string? AssetType { get; set; }

    /// <summary>Picture of the asset.</summary>
    public Resource? DefaultThumbnail { get; set; }
}

/// <summary>A file at a path.</summary>
public sealed class Resource : IClass
{
    /// <summary>Path or URI, 1 to 2,000 characters.</summary>
    public required string Path { get; set; }

    /// <summary>MIME type.</summary>
    public string? ContentType { get; set; }
}

/// <summary>An identifier of the asset that its owner gave it, like a serial number.</summary>
public sealed class SpecificAssetId : IHasSemantics
{
    /// <inheritdoc/>
    public Reference? SemanticId { get; set; }

    /// <inheritdoc/>
    public List<Reference>? SupplementalSemanticIds { get; set; }

    /// <summary>Name of the name space, 1 to 64 characters.</summary>
    public required string Name { get; set; }

    /// <summary>The identifier, 1 to 2,000 characters.</summary>
    public required string Value { get; set; }

    /// <summary>Whose identifier it is; an external reference.</summary>
    public Reference? ExternalSubjectId { get; set; }
}
