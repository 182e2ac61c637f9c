namespace Werkstrom.Aas.Model;

/// <summary>A name to show in one language, up to 128 characters.</summary>
public sealed class LangStringNameType : IAbstractLangString
{
    /// <inheritdoc/>
    public required string Language { get; set; }

    /// <inheritdoc/>
    public required string Text { get; set; }
}

/// <summary>A text in one language, up to 1,023 characters.</summary>
public sealed class LangStringTextType : IAbstractLangString
{
    /// <inheritdoc/>
    public required string Language { get; set; }

    /// <inheritdoc/>
    public required string Text { get; set; }
}

/// <summary>A preferred name in one language, up to 255 characters.</summary>
public sealed class LangStringPreferredNameTypeIec61360 : IAbstractLangString
{
    /// <inheritdoc/>
    public required string Language { get; set; }

    /// <inheritdoc/>
    public required string Text { get; set; }
}

/// <summary>A short name in one language, up to 18 characters.</summary>
public sealed class LangStringShortNameTypeIec61360 : IAbstractLangString
{
    /// <inheritdoc/>
    public required string Language { get; set; }

    /// <inheritdoc/>
    public required string Text { get; set; }
}

/// <summary>A definition in one language, up to 1,023 characters.</summary>
public sealed class LangStringDefinitionTypeIec61360 : IAbstractLangString
{
    /// <inheritdoc/>
    public required string Language { get; set; }

    /// <inheritdoc/>
    public required string Text { get; set; }
}
