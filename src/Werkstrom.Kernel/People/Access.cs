using Microsoft.AspNetCore.Authorization;

namespace Werkstrom.Kernel.People;

/// <summary>A role of the house from this one up, or a token with this scope.</summary>
sealed record Access(Role From, Scopes Scope) : IAuthorizationRequirement;

sealed class AccessHandler : AuthorizationHandler<Access>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Access requirement)
    {
        if (Allows(context, requirement))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    static bool Allows(AuthorizationHandlerContext context, Access wanted)
    {
        var user = context.User;
        if (user.SubtreeAssetId is not null && !ReferenceEquals(wanted, PeopleServices.WriteAccess)) // not by value: Operate has the same one
            return false; // only the writing endpoints know how to keep a token within its assets
        return user.Role is { } role
            ? !user.MustChangePassword && role >= wanted.From && role <= Role.Admin
            : user.Scopes.HasFlag(wanted.Scope);
    }
}
