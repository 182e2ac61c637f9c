using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Kernel.Records;

/// <summary>A <see cref="RecordType"/> in the registry, its fields as JSON.</summary>
sealed class RecordTypeRow
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public required string Name { get; init; }

    public string Title { get; set; } = "";

    public string Fields { get; set; } = "";

    public int Version { get; set; }

    public bool IsBuiltIn { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public void Take(RecordType type) =>
        (Title, Fields, Version, IsBuiltIn) = (type.Title, JsonSerializer.Serialize(type.Fields, Json), type.Version, type.IsBuiltIn);

    public RecordType ToType() => new(Name, Title, JsonSerializer.Deserialize<RecordField[]>(Fields, Json)!)
    {
        Version = Version,
        IsBuiltIn = IsBuiltIn,
    };
}

sealed class RecordTypeTable : IEntityTypeConfiguration<RecordTypeRow>
{
    public void Configure(EntityTypeBuilder<RecordTypeRow> builder)
    {
        builder.ToTable("kernel_record_type");
        builder.HasKey(t => t.Name);
    }
}
