using Microsoft.Extensions.Options;
using Werkstrom.Kernel.People;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>Which profiles of the specification an address serves.</summary>
sealed class ServiceOperations(Shelf shelf, IOptions<TwinsOptions> options) : IAasOperations
{
    const string Base = "https://admin-shell.io/aas/API/3/";

    static readonly string[] Profiles =
    [
        "0/AssetAdministrationShellRepositoryServiceSpecification/SSP-001",
        "0/AssetAdministrationShellRepositoryServiceSpecification/SSP-002",
        "0/SubmodelRepositoryServiceSpecification/SSP-001",
        "0/SubmodelRepositoryServiceSpecification/SSP-002",
        "0/ConceptDescriptionServiceSpecification/SSP-001",
        "0/AssetAdministrationShellRegistryServiceSpecification/SSP-001",
        "0/AssetAdministrationShellRegistryServiceSpecification/SSP-002",
        "0/SubmodelRegistryServiceSpecification/SSP-001",
        "0/SubmodelRegistryServiceSpecification/SSP-002",
        "0/DiscoveryServiceSpecification/SSP-001",
        "0/AasxFileServerServiceSpecification/SSP-001",
        // of V3.1 what needs nothing of its metamodel
        "1/DiscoveryServiceSpecification/SSP-001",
        "1/DiscoveryServiceSpecification/SSP-002",
    ];

    static readonly string[] OfShell = ["0/AssetAdministrationShellServiceSpecification/SSP-001", "0/AssetAdministrationShellServiceSpecification/SSP-002"];

    static readonly string[] OfSubmodel = ["0/SubmodelServiceSpecification/SSP-001", "0/SubmodelServiceSpecification/SSP-002"];

    public IEnumerable<AasOperation> All => [new("GET", "/description", Policies.Read, DescribeAsync, IsOpen: true)];

    async Task DescribeAsync(AasCall call)
    {
        var profiles = ServicePaths.Served(call) is { } id ? await OfAsync(id, call.Stop)
            : [.. Profiles, .. options.Value.ServiceShell is { Length: > 0 } ? OfShell : [], .. options.Value.ServiceSubmodel is { Length: > 0 } ? OfSubmodel : []];
        await call.SendAsync(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("profiles");
            foreach (var profile in profiles)
                writer.WriteStringValue(Base + profile);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    async Task<string[]> OfAsync(string id, CancellationToken stop)
    {
        if (await shelf.FindAsync(EntryKind.Shell, id, stop) is not null)
            return OfShell;
        return await shelf.FindAsync(EntryKind.Submodel, id, stop) is not null ? OfSubmodel
            : throw new ShellException(Refusal.NotFound, $"There is no shell and no submodel with the identifier {ShellException.Quote(id)}.");
    }
}
