using Werkstrom.Kernel.People;

namespace Werkstrom.Twins.Api;

/// <summary>What this server is, and what only a server of one single shell or submodel does.</summary>
sealed class ServiceOperations : IAasOperations
{
    const string Base = "https://admin-shell.io/aas/API/3/0/";

    static readonly string[] Profiles =
    [
        "AssetAdministrationShellRepositoryServiceSpecification/SSP-001",
        "AssetAdministrationShellRepositoryServiceSpecification/SSP-002",
        "SubmodelRepositoryServiceSpecification/SSP-001",
        "SubmodelRepositoryServiceSpecification/SSP-002",
        "ConceptDescriptionServiceSpecification/SSP-001",
        "AssetAdministrationShellRegistryServiceSpecification/SSP-001",
        "AssetAdministrationShellRegistryServiceSpecification/SSP-002",
        "SubmodelRegistryServiceSpecification/SSP-001",
        "SubmodelRegistryServiceSpecification/SSP-002",
        "DiscoveryServiceSpecification/SSP-001",
        "AasxFileServerServiceSpecification/SSP-001",
    ];

    public IEnumerable<AasOperation> All => [new("GET", "/description", Policies.Read, DescribeAsync)];

    /// <summary>Whether a path is one of a server that is itself one shell or one submodel.</summary>
    public static bool IsOfSingle(string path) => path.Split('/') is [_, "aas" or "submodel", ..];

    static Task DescribeAsync(AasCall call) => call.SendAsync(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("profiles");
        foreach (var profile in Profiles)
            writer.WriteStringValue(Base + profile);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
