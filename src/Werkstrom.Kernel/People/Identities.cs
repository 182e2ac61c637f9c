using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Werkstrom.Kernel.People;

/// <summary>Who is asking: a person, a token, or the command line on the socket of the data folder.</summary>
public static class Identities
{
    const string ScopesClaim = "scopes";
    const string StampClaim = "stamp";
    const string MustChangeClaim = "must-change";
    const string SubtreeClaim = "subtree";
    const string TokenClaim = "token";
    const string LanguageClaim = "language";
    const string OwnerClaim = "owner";

    /// <summary>Where customers begin: what they may see is below it.</summary>
    public const string CustomerHome = "/my";

    /// <summary>Where people of other firms begin: what they take part in.</summary>
    public const string PartnerHome = "/pilots";

    /// <summary>Where a role begins that does not see the pages of the house; null for the others.</summary>
    public static string? Home(Role? role) => role switch { People.Role.Customer => CustomerHome, People.Role.Partner => PartnerHome, _ => null };

    static readonly TimeSpan CustomerSession = TimeSpan.FromDays(30);

    extension(ClaimsPrincipal user)
    {
        /// <summary>The person's number; null for tokens and the command line.</summary>
        public int? PersonId => Number(user, ClaimTypes.NameIdentifier);

        /// <summary>The token's number; null for people and the command line.</summary>
        public int? TokenId => Number(user, TokenClaim);

        /// <summary>Who is asking: the person, or whose token it is; null for tokens of the house, devices and the command line.</summary>
        public int? BehindId => user.PersonId ?? Number(user, OwnerClaim);

        /// <summary>The person's role; null for tokens.</summary>
        public Role? Role => Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), true, out var role) ? role : null;

        /// <summary>What a token or the command line may do; none for people.</summary>
        public Scopes Scopes => (Scopes)(Number(user, ScopesClaim) ?? 0);

        /// <summary>
        /// The asset that a token may write to, with those below it; null for no bound. Whoever takes samples must ask for it:
        /// such a token passes <see cref="Policies.Write"/> and nothing else.
        /// </summary>
        public int? SubtreeAssetId => Number(user, SubtreeClaim);

        /// <summary>True while the person must set another password before anything else.</summary>
        public bool MustChangePassword => user.HasClaim(c => c.Type == MustChangeClaim);

        /// <summary>The language the person chose, or null.</summary>
        public string? Language => user.FindFirstValue(LanguageClaim);

        /// <summary>Who that is in the audit: <c>person:3</c>, <c>token:5</c>, <c>local</c>; null when not signed in.</summary>
        public string? Actor =>
            user.PersonId is { } person ? $"person:{person}"
            : user.TokenId is { } token ? $"token:{token}"
            : user.Identity is { IsAuthenticated: true, AuthenticationType: Schemes.Socket } ? "local"
            : null;

        internal string? Stamp => user.FindFirstValue(StampClaim);
    }

    /// <summary>The session of a person; sign it in with <see cref="Schemes.Cookie"/>.</summary>
    public static ClaimsPrincipal Of(Person person)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, person.Id.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, person.Name),
            new(ClaimTypes.Role, person.Role.ToString().ToLowerInvariant()),
            new(StampClaim, person.Stamp),
        ];
        if (person.MustChangePassword)
            claims.Add(new(MustChangeClaim, "1"));
        if (person.Language is { } language)
            claims.Add(new(LanguageClaim, language));
        return new(new ClaimsIdentity(claims, Schemes.Cookie));
    }

    /// <summary>How long the session of a person lasts: that of a customer outlives the browser, for 30 days.</summary>
    /// <param name="person">Who signs in.</param>
    /// <param name="now">When.</param>
    public static AuthenticationProperties Lasting(Person person, DateTimeOffset now) =>
        person.Role == People.Role.Customer ? new() { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now + CustomerSession } : new();

    internal static ClaimsIdentity Of(ApiToken token) => Of(token, token.Scopes.WithImplied());

    /// <summary>A short token in its place: it reads, whatever the token may do beside.</summary>
    internal static ClaimsIdentity Reading(ApiToken token) => Of(token, token.Scopes.WithImplied() & Scopes.Read);

    static ClaimsIdentity Of(ApiToken token, Scopes scopes)
    {
        List<Claim> claims =
        [
            new(TokenClaim, token.Id.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, token.Name),
            new(ScopesClaim, ((int)scopes).ToString(CultureInfo.InvariantCulture)),
        ];
        if (token.PersonId is { } owner)
            claims.Add(new(OwnerClaim, owner.ToString(CultureInfo.InvariantCulture)));
        if (token.AssetId is { } asset)
            claims.Add(new(SubtreeClaim, asset.ToString(CultureInfo.InvariantCulture)));
        return new(claims, Schemes.Token);
    }

    internal static ClaimsPrincipal Local { get; } = new(new ClaimsIdentity(
        [new(ClaimTypes.Name, "local"), new(ScopesClaim, ((int)Scopes.Admin.WithImplied()).ToString(CultureInfo.InvariantCulture))],
        Schemes.Socket));

    static int? Number(ClaimsPrincipal user, string claim) =>
        int.TryParse(user.FindFirstValue(claim), CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The authentication schemes. <see cref="Any"/> is the default and picks one of the others for each request.</summary>
public static class Schemes
{
    /// <summary>Picks: the socket, then a token if the request carries one, else the cookie.</summary>
    public const string Any = "werkstrom";

    /// <summary>People: a cookie.</summary>
    public const string Cookie = "cookie";

    /// <summary>Programs: a bearer token, also as Influx clients send it.</summary>
    public const string Token = "token";

    /// <summary>The command line: the Unix socket in the data folder.</summary>
    public const string Socket = "socket";
}
