using System.Text;
using Werkstrom.Aas;
using Werkstrom.Aas.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;
using Environment = Werkstrom.Aas.Model.Environment;

namespace Werkstrom.Tests.Aas;

/// <summary>Reads JSON that a test writes with single quotes.</summary>
static class AasText
{
    public static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json.Replace('\'', '"'));

    public static IReadOnlyList<Fault> Faults(string of, string json) => of switch
    {
        "Environment" => AasJson.Read<Environment>(Utf8(json)).Faults,
        "Shell" => AasJson.Read<AssetAdministrationShell>(Utf8(json)).Faults,
        "Asset" => AasJson.Read<AssetInformation>(Utf8(json)).Faults,
        "Submodel" => AasJson.Read<Submodel>(Utf8(json)).Faults,
        "Element" => AasJson.Read<ISubmodelElement>(Utf8(json)).Faults,
        "Concept" => AasJson.Read<ConceptDescription>(Utf8(json)).Faults,
        "Iec61360" => AasJson.Read<DataSpecificationIec61360>(Utf8(json)).Faults,
        "Reference" => AasJson.Read<Reference>(Utf8(json)).Faults,
        "SpecificAssetId" => AasJson.Read<SpecificAssetId>(Utf8(json)).Faults,
        "Administration" => AasJson.Read<AdministrativeInformation>(Utf8(json)).Faults,
        "Event" => AasJson.Read<EventPayload>(Utf8(json)).Faults,
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, "no such class"),
    };

    public static Reading<T> Read<T>(string json, ReadOptions? options = null) where T : class, IClass => AasJson.Read<T>(Utf8(json), options);
}
