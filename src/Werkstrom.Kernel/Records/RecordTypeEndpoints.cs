using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.People;

namespace Werkstrom.Kernel.Records;

static class RecordTypeEndpoints
{
    public static void MapRecordTypes(this IEndpointRouteBuilder routes)
    {
        var types = routes.MapGroup("/api/record-types").WithTags("Record types");
        types.MapGet("/", List).WithSummary("All types of records, by name").RequireAuthorization(Policies.Read);
        types.MapGet("/{name}", Get).WithSummary("One type of records with its fields").RequireAuthorization(Policies.Read);
        types.MapPost("/", Create).WithSummary("Adds a type of records").RequireAuthorization(Policies.Engineer);
        types.MapPut("/{name}", Change).WithSummary("Adds fields or choices and changes titles; nothing is removed or retyped")
            .RequireAuthorization(Policies.Engineer);
        types.MapPost("/{name}/check", Check).WithSummary("Checks a row without keeping it; names all that is wrong")
            .RequireAuthorization(Policies.Read);
    }

    internal static Ok<RecordTypeView[]> List(RecordTypes types) => TypedResults.Ok(types.All.Select(RecordTypeView.Of).ToArray());

    internal static Results<Ok<RecordTypeView>, ProblemHttpResult> Get(string name, RecordTypes types) =>
        types.TryGet(name, out var type) ? TypedResults.Ok(RecordTypeView.Of(type)) : Missing(name);

    internal static async Task<Results<Created<RecordTypeView>, ValidationProblem, ProblemHttpResult>> Create(
        RecordTypeBody body, RecordTypes types, CancellationToken stop)
    {
        if (body.Errors() is { Length: > 0 } errors)
            return Invalid(errors);
        var made = await types.CreateAsync(body.ToType(body.Name), stop);
        return made.Value is { } type
            ? TypedResults.Created($"/api/record-types/{type.Name}", RecordTypeView.Of(type)) : made.Problem!.ToResult();
    }

    internal static async Task<Results<Ok<RecordTypeView>, ValidationProblem, ProblemHttpResult>> Change(
        string name, RecordTypeBody body, RecordTypes types, CancellationToken stop)
    {
        if ((body with { Name = name }).Errors() is { Length: > 0 } errors)
            return Invalid(errors);
        var changed = await types.ChangeAsync(body.ToType(name), stop);
        return changed.Value is { } type ? TypedResults.Ok(RecordTypeView.Of(type)) : changed.Problem!.ToResult();
    }

    internal static Results<NoContent, ValidationProblem, ProblemHttpResult> Check(
        string name, Dictionary<string, JsonElement> values, RecordTypes types)
    {
        if (!types.TryGet(name, out var type))
            return Missing(name);
        var check = type.Check(values.ToDictionary(v => v.Key, v => (object?)v.Value));
        return check.IsGood ? TypedResults.NoContent() : TypedResults.ValidationProblem(check.Errors.ToDictionary());
    }

    static ValidationProblem Invalid(string[] errors) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["type"] = errors });

    static ProblemHttpResult Missing(string name) =>
        TypedResults.Problem($"There is no record type '{name}'.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>A type of records as it is sent.</summary>
/// <param name="Name">Name in addresses; ignored when it stands in the address already.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Fields">Its fields.</param>
public sealed record RecordTypeBody(string Name, string Title, RecordField[] Fields)
{
    internal string[] Errors() => [.. RecordType.Errors(Name ?? "", Title ?? "", Fields ?? [])];

    internal RecordType ToType(string name) => new(name, Title, Fields);
}

/// <summary>A type of records as the API shows it.</summary>
/// <param name="Name">Name in addresses.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Version">1 when new, one more with every change.</param>
/// <param name="IsBuiltIn">True for the types that Werkstrom brings along.</param>
/// <param name="Fields">Its fields.</param>
public sealed record RecordTypeView(string Name, string Title, int Version, bool IsBuiltIn, IReadOnlyList<RecordField> Fields)
{
    internal static RecordTypeView Of(RecordType type) => new(type.Name, type.Title, type.Version, type.IsBuiltIn, type.Fields);
}
