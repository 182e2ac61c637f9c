using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.People;
using Werkstrom.Store.Ingest;
using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>
/// The one way into the API: who may, which operation it is, and every refusal in the form of the specification, also those that the framework
/// would say otherwise (401, 403, 404, 405, 413, 415).
/// </summary>
sealed class AasGate(
    IEnumerable<IAasOperations> operations, AasCursors cursors, IAuthorizationService authorization, IOptions<TwinsOptions> options, TimeProvider clock, ILogger<AasGate> log)
{
    readonly AasRouter _router = new(ServicePaths.Of([.. operations.SelectMany(o => o.All)], options.Value));
    readonly CrossOrigin _crossOrigin = new(options.Value);

    public async Task HandleAsync(HttpContext http)
    {
        if (_crossOrigin.Answers(http))
            return;
        try
        {
            await RunAsync(http);
        }
        catch (ShellException e)
        {
            await RefuseAsync(http, StatusOf(e.Refusal), e.Wrongs);
        }
        catch (StoreBusyException e)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(e.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, [new(null, e.Message)]);
        }
        catch (StoreFullException e)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, [new(null, e.Message)]);
        }
        catch (Exception e) when (FullDisk.Is(e) && !http.Response.HasStarted)
        {
            http.Response.Headers.RetryAfter = "30";
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, [new(null, FullDisk.Words)]);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, e.StatusCode, [new(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? nameof(Refusal.TooLarge) : nameof(Refusal.BadRequest), e.Message)]);
        }
#pragma warning disable CA1031 // whatever it is, the caller gets an answer in the form of the specification
        catch (Exception e) when (e is not OperationCanceledException && !http.Response.HasStarted)
#pragma warning restore CA1031
        {
            log.CallFailed(e, http.Request.Method, http.Request.Path);
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, [new(null, "Werkstrom failed; its log says why.")]);
        }
    }

    async Task RunAsync(HttpContext http)
    {
        var path = http.Request.Path.Value![AasCall.Root.Length..];
        // some clients end the address of a list in a slash
        var match = _router.Find(path.Length > 1 && path.EndsWith('/') ? path[..^1] : path);
        var operation = match?.Operations.GetValueOrDefault(HttpMethods.IsHead(http.Request.Method) ? HttpMethods.Get : http.Request.Method);
        if (operation is not { IsOpen: true } && !await MayAsync(http, operation?.Policy ?? Policies.Read))
            return;
        if (match is null)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, [new(null, $"There is no {ShellException.Quote(path)} in this API.")]);
        }
        else if (operation is null)
        {
            http.Response.Headers.Allow = string.Join(", ", match.Operations.Keys);
            await RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, [new(null, $"{http.Request.Method} is not possible here; {http.Response.Headers.Allow} is.")]);
        }
        else
        {
            await operation.RunAsync(new(http, match.Names, cursors));
        }
    }

    /// <summary>A token of one asset's subtree does not open this: nothing here knows yet which elements are the asset's.</summary>
    async Task<bool> MayAsync(HttpContext http, string policy)
    {
        if (options.Value.AnonymousRead && policy == Policies.Read)
            return true;
        var user = http.User;
        if (user.SubtreeAssetId is null && (await authorization.AuthorizeAsync(user, policy)).Succeeded)
            return true;
        var isKnown = user.Identity?.IsAuthenticated == true;
        var status = isKnown ? StatusCodes.Status403Forbidden : await ChallengeAsync(http);
        await RefuseAsync(http, status, [isKnown
            ? new(null, "Your role or token does not allow this.")
            : status == StatusCodes.Status429TooManyRequests ? new(null, "This address sent too many wrong tokens. Mend the token and try again later.")
            : new(null, "Send a valid token as 'Authorization: Bearer TOKEN', or sign in.")]);
        return false;
    }

    /// <summary>What the scheme would say, its headers without its body.</summary>
    static async Task<int> ChallengeAsync(HttpContext http)
    {
        var body = http.Response.Body;
        http.Response.Body = Stream.Null;
        await http.ChallengeAsync();
        http.Response.Body = body;
        (http.Response.ContentLength, var status) = (null, http.Response.StatusCode);
        http.Response.Headers.Location = default;
        return status == StatusCodes.Status429TooManyRequests ? status : StatusCodes.Status401Unauthorized;
    }

    Task RefuseAsync(HttpContext http, int status, IReadOnlyList<Wrong> wrongs) => AasAnswer.RefuseAsync(http, status, wrongs, clock.GetUtcNow());

    static int StatusOf(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => StatusCodes.Status404NotFound,
        Refusal.Exists => StatusCodes.Status409Conflict,
        Refusal.NotAllowed => StatusCodes.Status405MethodNotAllowed,
        Refusal.Changed => StatusCodes.Status412PreconditionFailed,
        Refusal.MediaType => StatusCodes.Status415UnsupportedMediaType,
        Refusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        Refusal.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}
