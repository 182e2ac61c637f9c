using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.People;

namespace Werkstrom.Kernel.Agreements;

static class AgreementEndpoints
{
    public static void MapAgreements(this IEndpointRouteBuilder routes)
    {
        var agreements = routes.MapGroup("/api/agreements").WithTags("Agreements");
        agreements.MapGet("/", List).WithSummary("All agreements, the newest first").RequireAuthorization(Policies.Engineer);
        agreements.MapGet("/{id:int}", Get).WithSummary("One agreement").RequireAuthorization(Policies.Engineer);
        agreements.MapPost("/", Create).WithSummary("Keeps a new agreement as a draft").RequireAuthorization(Policies.Admin);
        agreements.MapPut("/{id:int}", Change).WithSummary("Changes a draft").RequireAuthorization(Policies.Admin);
        agreements.MapPost("/{id:int}/activate", Activate).WithSummary("Puts a draft into force").RequireAuthorization(Policies.Admin);
        agreements.MapPost("/{id:int}/revoke", Revoke).WithSummary("Ends an active agreement at once").RequireAuthorization(Policies.Admin);
        agreements.MapPost("/check", Check).WithSummary("Whether a party may do something, and why (not)").RequireAuthorization(Policies.Engineer);
    }

    internal static Ok<IReadOnlyList<Agreement>> List(AgreementCatalog agreements) => TypedResults.Ok(agreements.All);

    internal static Results<Ok<Agreement>, ProblemHttpResult> Get(int id, AgreementCatalog agreements) =>
        agreements.Find(id) is { } agreement
            ? TypedResults.Ok(agreement)
            : TypedResults.Problem($"There is no agreement {id}.", statusCode: StatusCodes.Status404NotFound);

    internal static async Task<Results<Created<Agreement>, ProblemHttpResult>> Create(
        AgreementBody body, AgreementCatalog agreements, CancellationToken stop)
    {
        var made = await agreements.CreateAsync(body.ToAgreement(), stop);
        return made.Value is { } agreement
            ? TypedResults.Created($"/api/agreements/{agreement.Id}", agreement) : made.Problem!.ToResult();
    }

    internal static async Task<Results<Ok<Agreement>, ProblemHttpResult>> Change(
        int id, AgreementBody body, AgreementCatalog agreements, CancellationToken stop) =>
        Answer(await agreements.ChangeAsync(id, body.ToAgreement(), stop));

    internal static async Task<Results<Ok<Agreement>, ProblemHttpResult>> Activate(
        int id, AgreementCatalog agreements, Actor actor, CancellationToken stop) =>
        Answer(await agreements.ActivateAsync(id, actor.Name, stop));

    internal static async Task<Results<Ok<Agreement>, ProblemHttpResult>> Revoke(
        int id, AgreementCatalog agreements, Actor actor, CancellationToken stop) =>
        Answer(await agreements.RevokeAsync(id, actor.Name, stop));

    internal static Ok<AgreementDecision> Check(AgreementQuestion question, AgreementPolicy policy, TimeProvider clock) =>
        TypedResults.Ok(policy.Check(
            question.Party, question.Access, question.Subject, question.Purpose, question.At ?? clock.GetUtcNow()));

    static Results<Ok<Agreement>, ProblemHttpResult> Answer(Change<Agreement> change) =>
        change.Value is { } agreement ? TypedResults.Ok(agreement) : change.Problem!.ToResult();
}

/// <summary>An agreement as it is sent.</summary>
/// <param name="Party">Who is permitted.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Scope">What it is about.</param>
/// <param name="MayWrite">True when the party may write as well.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Resolution">The finest resolution that may be read.</param>
/// <param name="ValidFrom">The first instant at which it holds.</param>
/// <param name="ValidTo">The first instant at which it no longer holds; null when it has no end.</param>
public sealed record AgreementBody(
    string Party, string Title, AgreementScope[] Scope, bool MayWrite, string Purpose, Resolution Resolution, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo)
{
    internal Agreement ToAgreement() => new()
    {
        Party = Party ?? "",
        Title = Title ?? "",
        Scope = Scope ?? [],
        MayWrite = MayWrite,
        Purpose = Purpose ?? "",
        Resolution = Resolution,
        ValidFrom = ValidFrom.ToUniversalTime(),
        ValidTo = ValidTo?.ToUniversalTime(),
    };
}

/// <summary>A question to the policy.</summary>
/// <param name="Party">Who asks.</param>
/// <param name="Access">Read or write.</param>
/// <param name="Subject">The asset, signal or record type.</param>
/// <param name="Purpose">What for.</param>
/// <param name="At">When; null for now.</param>
public sealed record AgreementQuestion(string Party, AgreementAccess Access, AgreementScope Subject, string Purpose, DateTimeOffset? At);
