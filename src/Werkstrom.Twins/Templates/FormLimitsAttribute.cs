using Microsoft.AspNetCore.Http.Metadata;

namespace Werkstrom.Twins.Templates;

/// <summary>What the form of a template may send: many fields, long texts and files; what is too much of one field is told at the field.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class FormLimitsAttribute : Attribute, IFormOptionsMetadata, IRequestSizeLimitMetadata
{
    const int Most = 60_000_000;

    /// <inheritdoc/>
    public long? MaxRequestBodySize => Most;

    /// <inheritdoc/>
    public bool? BufferBody => null;

    /// <inheritdoc/>
    public int? MemoryBufferThreshold => null;

    /// <inheritdoc/>
    public long? BufferBodyLengthLimit => Most;

    /// <inheritdoc/>
    public int? ValueCountLimit => 30_000;

    /// <inheritdoc/>
    public int? KeyLengthLimit => 8_000;

    /// <inheritdoc/>
    public int? ValueLengthLimit => 8_000_000;

    /// <inheritdoc/>
    public int? MultipartBoundaryLengthLimit => null;

    /// <inheritdoc/>
    public int? MultipartHeadersCountLimit => null;

    /// <inheritdoc/>
    public int? MultipartHeadersLengthLimit => null;

    /// <inheritdoc/>
    public long? MultipartBodyLengthLimit => Most;
}
