using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Werkstrom.Twins.Api;

/// <summary>What the module calls to have AAS Part 2 over HTTP.</summary>
static class ApiServices
{
    public static void AddAasApi(this IServiceCollection services) => services
        .AddSingleton<AasGate>()
        .AddSingleton<AasCursors>()
        .AddSingleton<CodedValues>()
        .AddSingleton<SubmodelAccess>()
        .AddSingleton<ShellPackages>()
        .AddSingleton<OwnDescriptors>()
        .AddSingleton<IAasOperations, ShellOperations>()
        .AddSingleton<IAasOperations, SubmodelOperations>()
        .AddSingleton<IAasOperations, ElementOperations>()
        .AddSingleton<IAasOperations, ConceptOperations>()
        .AddSingleton<IAasOperations, FileOperations>()
        .AddSingleton<IAasOperations, InvokeOperations>()
        .AddSingleton<IAasOperations, RegistryOperations>()
        .AddSingleton<IAasOperations, DiscoveryOperations>()
        .AddSingleton<IAasOperations, SerializationOperations>()
        .AddSingleton<IAasOperations, PackageOperations>()
        .AddSingleton<IAasOperations, ServiceOperations>();

    /// <summary>
    /// One endpoint takes every method: refusals must be in the form of the specification, which the framework's own are not, and its own
    /// description is published by the IDTA. <see cref="AasGate"/> decides who may do what.
    /// </summary>
    public static void MapAasApi(this IEndpointRouteBuilder routes)
    {
        RequestDelegate handle = http => http.RequestServices.GetRequiredService<AasGate>().HandleAsync(http);
        routes.Map(AasCall.Root + "/{**path}", handle).AllowAnonymous().WithSummary("AAS Part 2, V3.0.3").ExcludeFromDescription();
    }
}
