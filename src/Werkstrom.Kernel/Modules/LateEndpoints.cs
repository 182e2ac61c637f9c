using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Werkstrom;

/// <summary>
/// The framework's <c>MapGet</c> and so on, except that the code that reads the parameters of a handler and writes its answer is made
/// at the first request to it, not at the start: it takes milliseconds each. Code in the namespace Werkstrom gets them by itself.
/// </summary>
public static class LateEndpoints
{
    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapGet(IEndpointRouteBuilder, string, Delegate)"/>
    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get], handler);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapPost(IEndpointRouteBuilder, string, Delegate)"/>
    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Post], handler);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapPut(IEndpointRouteBuilder, string, Delegate)"/>
    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Put], handler);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapPatch(IEndpointRouteBuilder, string, Delegate)"/>
    public static RouteHandlerBuilder MapPatch(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Patch], handler);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapDelete(IEndpointRouteBuilder, string, Delegate)"/>
    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Delete], handler);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapMethods(IEndpointRouteBuilder, string, IEnumerable{string}, Delegate)"/>
    public static RouteHandlerBuilder MapMethods(
        this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, IEnumerable<string> methods, Delegate handler) =>
        RouteHandlerServices.Map(routes, pattern, handler, methods, RequestDelegateFactory.InferMetadata, Late);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapGet(IEndpointRouteBuilder, string, RequestDelegate)"/>
    public static IEndpointConventionBuilder MapGet(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, RequestDelegate handler) =>
        EndpointRouteBuilderExtensions.MapGet(routes, pattern, handler);

    /// <inheritdoc cref="EndpointRouteBuilderExtensions.MapPost(IEndpointRouteBuilder, string, RequestDelegate)"/>
    public static IEndpointConventionBuilder MapPost(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, RequestDelegate handler) =>
        EndpointRouteBuilderExtensions.MapPost(routes, pattern, handler);

    static RequestDelegateResult Late(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        Lazy<RequestDelegate> made = new(() => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
        return new(context => made.Value(context), metadata?.EndpointMetadata ?? []);
    }
}
