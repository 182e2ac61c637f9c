using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Werkstrom.Kernel.People;

/// <summary>Refuses forms of pages that a person may read but not send, see <see cref="SendPolicyAttribute"/>.</summary>
sealed class FormGate(RequestDelegate next, IAuthorizationService authorization)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<SendPolicyAttribute>() is { } needed
            && !(await authorization.AuthorizeAsync(http.User, needed.Policy)).Succeeded)
        {
            await Problems.ForbidAsync(http);
            return;
        }

        await next(http);
    }
}
