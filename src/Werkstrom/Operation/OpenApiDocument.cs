using Microsoft.OpenApi;
using Werkstrom.Kernel.People;

namespace Werkstrom.Operation;

/// <summary>The description of the API at <c>/openapi/v1.json</c>: title, version, how to authenticate.</summary>
static class OpenApiDocument
{
    public static void AddOpenApiDocument(this IHostApplicationBuilder builder) => builder.Services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = OpenApiWords.NameOf;
        options.AddSchemaTransformer(OpenApiWords.DescribeAsync);
        options.AddOperationTransformer(OpenApiWords.NameAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Werkstrom",
                Version = typeof(OpenApiDocument).Assembly.GetName().Version?.ToString(3) ?? "0",
                Description = "Machine data and green-power data: assets, signals, records, agreements. Instants are ISO 8601 UTC, spans half-open.",
                License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
            };
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A token made at /setup/tokens or by `werkstrom token create`.",
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Read);
}
