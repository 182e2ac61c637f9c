namespace Werkstrom.Aas.Model;

/// <summary>Says what a semantic id means.</summary>
public sealed class ConceptDescription : Identifiable, IHasDataSpecification
{
    /// <inheritdoc/>
    public List<EmbeddedDataSpecification>? EmbeddedDataSpecifications { get; set; }

    /// <summary>Definitions that this one is a case of.</summary>
    public List<Reference>? IsCaseOf { get; set; }
}

/// <summary>A data specification and what it says.</summary>
public sealed class EmbeddedDataSpecification : IClass
{
    /// <summary>Which specification the content follows.</summary>
    public required Reference DataSpecification { get; set; }

    /// <summary>The content.</summary>
    public required IDataSpecificationContent DataSpecificationContent { get; set; }
}

/// <summary>A concept as IEC 61360 describes it.</summary>
public sealed class DataSpecificationIec61360 : IDataSpecificationContent
{
    /// <summary>Name; at least in English.</summary>
    public required List<LangStringPreferredNameTypeIec61360> PreferredName { get; set; }

    /// <summary>Short name, up to 18 characters.</summary>
    public List<LangStringShortNameTypeIec61360>? ShortName { get; set; }

    /// <summary>Unit.</summary>
    public string? Unit { get; set; }

    /// <summary>Unit as a reference.</summary>
    public Reference? UnitId { get; set; }

    /// <summary>Where the definition comes from.</summary>
    public string? SourceOfDefinition { get; set; }

    /// <summary>Symbol.</summary>
    public string? Symbol { get; set; }

    /// <summary>Type of the values.</summary>
    public DataTypeIec61360? DataType { get; set; }

    /// <summary>Definition.</summary>
    public List<LangStringDefinitionTypeIec61360>? Definition { get; set; }

    /// <summary>Form of the values.</summary>
    public string? ValueFormat { get; set; }

    /// <summary>The allowed values; never together with <see cref="Value"/>.</summary>
    public ValueList? ValueList { get; set; }

    /// <summary>The value, 1 to 2,000 characters.</summary>
    public string? Value { get; set; }

    /// <summary>Which of minimum, nominal, typical, maximum the values are.</summary>
    public LevelType? LevelType { get; set; }
}

/// <summary>Which of minimum, nominal, typical, maximum a value is.</summary>
public sealed class LevelType : IClass
{
    /// <summary>Minimum.</summary>
    public required bool Min { get; set; }

    /// <summary>Nominal.</summary>
    public required bool Nom { get; set; }

    /// <summary>Typical.</summary>
    public required bool Typ { get; set; }

    /// <summary>Maximum.</summary>
    public required bool Max { get; set; }
}

/// <summary>The allowed values of a concept.</summary>
public sealed class ValueList : IClass
{
    /// <summary>The values, at least one.</summary>
    public required List<ValueReferencePair> ValueReferencePairs { get; set; }
}

/// <summary>A value and the reference that says what it means.</summary>
public sealed class ValueReferencePair : IClass
{
    /// <summary>The value, 1 to 2,000 characters.</summary>
    public required string Value { get; set; }

    /// <summary>What it means.</summary>
    public required Reference ValueId { get; set; }
}
