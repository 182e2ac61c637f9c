using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Access;

static class PersonEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder setup)
    {
        var people = setup.MapGroup("/people").WithTags("People").RequireAuthorization(Policies.Admin);
        people.MapGet("/", List).WithSummary("All people by name");
        people.MapPost("/", Add).WithSummary("Adds a person; the answer holds the link with which they set their password, unless one was given");
        people.MapPut("/{id:int}/role", ChangeRole).WithSummary("Gives a person another role; their sessions end");
        people.MapPost("/{id:int}/link", MakeLink).WithSummary("Makes a link that sets a password once; earlier ones end");
        people.MapPost("/{id:int}/deactivate", Deactivate).WithSummary("Lets a person sign in no more; sessions and tokens end");
        people.MapPost("/{id:int}/activate", Activate).WithSummary("Lets a person sign in again");
    }

    internal static async Task<Ok<PersonView[]>> List(Accounts accounts, CancellationToken stop) =>
        TypedResults.Ok((await accounts.ListAsync(stop)).Select(PersonView.Of).ToArray());

    internal static async Task<Results<Ok<AddedPerson>, ValidationProblem>> Add(
        WantedPerson wanted, Accounts accounts, Invitations invitations, HttpRequest request, CancellationToken stop)
    {
        if (wanted.Errors() is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        var (outcome, person) = await accounts.AddAsync(
            new(wanted.Name, wanted.Mail, wanted.Role, wanted.Language, wanted.Password), stop);
        if (person is null)
            return Invalid(outcome);
        var link = wanted.Password is null ? await invitations.LinkAsync(person, request, stop) : null;
        return TypedResults.Ok(new AddedPerson(PersonView.Of(person), link));
    }

    internal static async Task<Results<NoContent, NotFound, ValidationProblem>> ChangeRole(
        int id, WantedRole wanted, Accounts accounts, CancellationToken stop) =>
        Answer(await accounts.ChangeRoleAsync(id, wanted.Role, stop));

    internal static async Task<Results<Ok<MadeLink>, NotFound>> MakeLink(
        int id, Accounts accounts, Invitations invitations, HttpRequest request, CancellationToken stop) =>
        await accounts.FindAsync(id, stop) is { } person && await invitations.LinkAsync(person, request, stop) is { } link
            ? TypedResults.Ok(new MadeLink(link))
            : TypedResults.NotFound();

    internal static async Task<Results<NoContent, NotFound, ValidationProblem>> Deactivate(int id, Accounts accounts, CancellationToken stop) =>
        Answer(await accounts.DeactivateAsync(id, stop));

    internal static async Task<Results<NoContent, NotFound, ValidationProblem>> Activate(int id, Accounts accounts, CancellationToken stop) =>
        Answer(await accounts.ActivateAsync(id, stop));

    static Results<NoContent, NotFound, ValidationProblem> Answer(AccountOutcome outcome) => outcome switch
    {
        AccountOutcome.Ok => TypedResults.NoContent(),
        AccountOutcome.NotFound => TypedResults.NotFound(),
        _ => Invalid(outcome),
    };

    static ValidationProblem Invalid(AccountOutcome outcome)
    {
        var (field, reason) = outcome switch
        {
            AccountOutcome.LastAdmin => ("role", "This is the last active admin: nobody could set anything up."),
            AccountOutcome.MailTaken => ("mail", "Somebody has this mail address already."),
            _ => ("password", $"A password needs {Accounts.MinPassword} characters or more, not all alike, without the name."),
        };
        return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [reason] });
    }

    /// <summary>A person who is wanted; without a password they get a link.</summary>
    internal sealed record WantedPerson(string Name, string Mail, Role Role, string? Language, string? Password)
    {
        public Dictionary<string, string[]> Errors()
        {
            Dictionary<string, string[]> errors = [];
            if (string.IsNullOrWhiteSpace(Name) || Name.Length > Person.MaxLength || Name.Any(char.IsControl))
                errors["name"] = [$"A name has 1 to {Person.MaxLength} characters."];
            if (!IsMail(Mail))
                errors["mail"] = ["A mail address has a name, an @ and a host."];
            if (!Enum.IsDefined(Role))
                errors["role"] = ["A role is viewer, operator, engineer, admin, partner or customer."];
            return errors;
        }

        public static bool IsMail(string? mail) =>
            mail is { Length: <= Person.MaxLength } && mail.IndexOf('@') is > 0 and var at && at == mail.LastIndexOf('@')
            && at < mail.Length - 1 && !mail.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';');
    }

    /// <summary>A new person and, without a password, the link for them.</summary>
    internal sealed record AddedPerson(PersonView Person, string? Link);

    /// <summary>A role that is wanted.</summary>
    internal sealed record WantedRole(Role Role);

    /// <summary>A link that sets a password once.</summary>
    internal sealed record MadeLink(string Link);

    /// <summary>The wire shape of a <see cref="Person"/>.</summary>
    internal sealed record PersonView(
        int Id, string Name, string Mail, Role Role, PersonState State, string? Language, DateTimeOffset CreatedAt, DateTimeOffset? LastLogin)
    {
        public static PersonView Of(Person p) => new(p.Id, p.Name, p.Mail, p.Role, p.State, p.Language, p.CreatedAt, p.LastLogin);
    }
}
