using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Werkstrom.Tests.Architecture;

/// <summary>Every way into the program has decided who may use it, and says what it is for.</summary>
public sealed class EndpointTests(Host host) : IClassFixture<Host>
{
    [Fact]
    public void Every_endpoint_has_an_authorization_decision() => Assert.Empty(Endpoints().Where(e => !IsDecided(e)).Select(Name));

    [Fact]
    public void The_authorization_rule_sees_an_endpoint_without_decision() => Assert.False(IsDecided(Bare));

    [Fact]
    public void Every_api_endpoint_has_a_summary() => Assert.Empty(Endpoints().Where(e => IsApi(e) && !HasSummary(e)).Select(Name));

    [Fact]
    public void The_summary_rule_sees_an_endpoint_without_one() => Assert.True(IsApi(Bare) && !HasSummary(Bare));

    static readonly RouteEndpoint Bare =
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/bare"), 0, EndpointMetadataCollection.Empty, "bare");

    IEnumerable<RouteEndpoint> Endpoints() =>
        host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => !IsAsset(e));

    static bool IsDecided(Endpoint e) =>
        e.Metadata.GetMetadata<IAuthorizeData>() is { } || e.Metadata.GetMetadata<IAllowAnonymous>() is { };

    static bool IsApi(RouteEndpoint e) => e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true;

    static bool HasSummary(Endpoint e) => e.Metadata.GetMetadata<IEndpointSummaryMetadata>() is { };

    /// <summary>Style, scripts and pictures are public: the log-in page needs them.</summary>
    static bool IsAsset(RouteEndpoint e) =>
        e.Metadata.Any(m => m.GetType().Name is "StaticAssetDescriptor" or "BuildAssetMetadata")
        || e.RoutePattern.RawText?.StartsWith("/_framework", StringComparison.Ordinal) == true
        || e.DisplayName == "Fallback {**path:file}"; // files of wwwroot that the build did not list: none in what is published

    static string Name(RouteEndpoint e) => $"{e.DisplayName}";
}
