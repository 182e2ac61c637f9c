using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Werkstrom.Energy.Tariffs;

/// <summary>A definition as text: that of the registry and of the API.</summary>
static class TariffJson
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    public static string Write(TariffDefinition definition, bool isForPeople = false) => JsonSerializer.Serialize(definition, isForPeople ? Indented : Json);

    /// <exception cref="JsonException">The text is none.</exception>
    public static TariffDefinition Read(string text) => JsonSerializer.Deserialize<TariffDefinition>(text, Json) ?? throw new JsonException("null is no tariff.");
}
