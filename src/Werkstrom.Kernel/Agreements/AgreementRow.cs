using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Kernel.Agreements;

/// <summary>An <see cref="Agreement"/> in the registry, its scope as JSON.</summary>
sealed class AgreementRow
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public required int Id { get; init; }

    public required string Party { get; init; }

    public required string PartyFold { get; init; }

    public required string Title { get; init; }

    public required string Scope { get; init; }

    public required bool MayWrite { get; init; }

    public required string Purpose { get; init; }

    public required Resolution Resolution { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public required AgreementState State { get; init; }

    public DateTimeOffset? ActivatedAt { get; init; }

    public string? ActivatedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string? RevokedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static AgreementRow Of(Agreement a) => new()
    {
        Id = a.Id,
        Party = a.Party,
        PartyFold = PathText.Fold(a.Party),
        Title = a.Title,
        Scope = JsonSerializer.Serialize(a.Scope, Json),
        MayWrite = a.MayWrite,
        Purpose = a.Purpose,
        Resolution = a.Resolution,
        ValidFrom = a.ValidFrom,
        ValidTo = a.ValidTo,
        State = a.State,
        ActivatedAt = a.ActivatedAt,
        ActivatedBy = a.ActivatedBy,
        RevokedAt = a.RevokedAt,
        RevokedBy = a.RevokedBy,
        CreatedAt = a.CreatedAt,
    };

    public Agreement ToAgreement() => new()
    {
        Id = Id,
        Party = Party,
        Title = Title,
        Scope = JsonSerializer.Deserialize<AgreementScope[]>(Scope, Json)!,
        MayWrite = MayWrite,
        Purpose = Purpose,
        Resolution = Resolution,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        State = State,
        ActivatedAt = ActivatedAt,
        ActivatedBy = ActivatedBy,
        RevokedAt = RevokedAt,
        RevokedBy = RevokedBy,
        CreatedAt = CreatedAt,
    };
}

sealed class AgreementTable : IEntityTypeConfiguration<AgreementRow>
{
    public void Configure(EntityTypeBuilder<AgreementRow> builder)
    {
        builder.ToTable("kernel_agreement");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
    }
}
