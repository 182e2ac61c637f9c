using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Serve;

/// <summary>Why somebody is not answered; each form words it in its own way.</summary>
/// <param name="Status">401, 403, 404, 400 or 429.</param>
/// <param name="Message">A sentence.</param>
sealed record Refusal(int Status, string Message)
{
    /// <summary>All that is wrong in one answer, with the status of the first.</summary>
    public static Refusal? Both(Refusal? first, Refusal? second) => first is null || second is null ? first ?? second : new(first.Status, $"{first.Message} {second.Message}");
}

/// <summary>Who may read, and how often. Foreign forms have errors of their own, so they ask here instead of naming a policy.</summary>
sealed class ServeDoor(IOptions<ServeOptions> options, IAuthorizationService rights, TimeProvider clock)
{
    const int MostKeys = 10_000;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Until)> _counts = new();

    /// <summary>Lets a request in, or says why not. What remains of the minute stands in the headers of the answer.</summary>
    public async Task<Refusal?> EnterAsync(HttpContext http)
    {
        if (Count(http) is { } busy)
            return busy;
        if (options.Value.Open || (await rights.AuthorizeAsync(http.User, Policies.Read)).Succeeded)
            return null;
        if (http.User.Identity?.IsAuthenticated == true)
            return new(StatusCodes.Status403Forbidden, "The token lacks the scope read.");
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"Werkstrom\"";
        return new(StatusCodes.Status401Unauthorized, http.Request.Headers.Authorization.Count > 0
            ? "The token is not known, withdrawn or at its end." : "A token is missing: send 'Authorization: Bearer TOKEN' with a token of Werkstrom that has the scope read.");
    }

    /// <summary>Counts a request that brings no token yet.</summary>
    public Refusal? Count(HttpContext http)
    {
        var (now, most) = (clock.GetUtcNow(), options.Value.RequestsPerMinute);
        var key = http.User.TokenId is { } token ? string.Create(CultureInfo.InvariantCulture, $"token:{token}") : http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (_counts.Count >= MostKeys)
            _counts.Clear(); // bounded memory matters more than a perfect count
        var (count, until) = _counts.AddOrUpdate(key, _ => (1, now + Window), (_, old) => old.Until <= now ? (1, now + Window) : (old.Count + 1, old.Until));
        var headers = http.Response.Headers;
        headers["X-RateLimit-Limit"] = most.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = Math.Max(0, most - count).ToString(CultureInfo.InvariantCulture);
        if (count <= most)
            return null;
        var wait = Math.Max(1, (int)Math.Ceiling((until - now).TotalSeconds));
        headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return new(StatusCodes.Status429TooManyRequests, string.Create(CultureInfo.InvariantCulture, $"More than {most} requests in a minute; try again in {wait} s."));
    }
}
