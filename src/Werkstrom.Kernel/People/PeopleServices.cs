using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Kernel.People;

/// <summary>Registers who may do what: schemes, policies, people, tokens.</summary>
public static class PeopleServices
{
    internal const string TokenLimit = "token";

    internal static readonly Access WriteAccess = new(Role.Operator, Scopes.Write);

    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds people, tokens, links, the authentication schemes and the policies. Nothing is open without a decision.</summary>
        internal void AddPeople(DataFolder folder)
        {
            var services = builder.Services;
            services.AddSingleton<TokenCache>().AddSingleton<PersonCache>().AddSingleton<LoginThrottle>()
                .AddSingleton(s => new KnownDevice(s.GetRequiredService<IDataProtectionProvider>()))
                .AddSingleton(s => new Accounts(Dbs(s), s.GetRequiredService<PersonCache>(), s.GetRequiredService<TokenCache>(), s.GetRequiredService<LoginThrottle>(), Time(s)))
                .AddSingleton(s => new Tokens(Dbs(s), s.GetRequiredService<TokenCache>(), s.GetService<IDeviceTerms>(), Time(s)))
                .AddSingleton(s => new TokenDoor(s.GetRequiredService<TokenCache>(), s.GetRequiredKeyedService<AddressLimit>(TokenLimit), s.GetRequiredService<IAudit>(), s.GetRequiredService<ShortTokens>(), Time(s)))
                .AddSingleton(s => new ShortTokens(s.GetRequiredService<IDataProtectionProvider>(), Time(s)))
                .AddSingleton(s => new Links(Dbs(s), s.GetRequiredService<Accounts>(), Time(s)))
                .AddSingleton(s => new FirstStart(Dbs(s), s.GetRequiredService<Accounts>(), s.GetRequiredService<IConfiguration>()))
                .AddSingleton<IStartStep>(s => s.GetRequiredService<FirstStart>())
                .AddSingleton(SignIn.Of)
                .AddHostedService<TokenUses>();
            services.AddKeyedSingleton(TokenLimit, (s, _) => new AddressLimit(30, TimeSpan.FromMinutes(1), Time(s)));
            services.AddDataProtection().SetApplicationName("werkstrom").PersistKeysToFileSystem(new(folder.Keys));
            services.AddAntiforgery();
            AddSchemes(services, folder);
            AddPolicies(services);

            // Influx clients put the token into the query, and this category logs whole addresses
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
            // each refused request would write two lines; what was refused stands in the audit and in the answer
            builder.Logging.AddFilter(typeof(TokenHandler).FullName, LogLevel.Warning);
            // keys lie in the data folder, mode 0700, beside all else they could protect
            builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        }
    }

    /// <summary>Authentication, then the check that changing requests with a cookie are our own, then authorization, of pages and of their forms.</summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) =>
        app.UseAuthentication().UseMiddleware<SameOrigin>().UseAuthorization().UseMiddleware<FormGate>();

    static void AddSchemes(IServiceCollection services, DataFolder folder) => services.AddAuthentication(Schemes.Any)
        .AddPolicyScheme(Schemes.Any, null, any => any.ForwardDefaultSelector = http =>
            SocketHandler.Concerns(http, folder) ? Schemes.Socket
            : TokenHandler.Concerns(http.Request) || http.GetEndpoint()?.Metadata.GetMetadata<NoCookiesAttribute>() is not null ? Schemes.Token
            : Schemes.Cookie)
        .AddScheme<AuthenticationSchemeOptions, SocketHandler>(Schemes.Socket, null)
        .AddScheme<AuthenticationSchemeOptions, TokenHandler>(Schemes.Token, null)
        .AddCookie(Schemes.Cookie, Sessions.Configure);

    static void AddPolicies(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, p => p.AddRequirements(new Access(Role.Viewer, Scopes.Read)))
            .AddPolicy(Policies.Write, p => p.AddRequirements(WriteAccess))
            .AddPolicy(Policies.Operate, p => p.AddRequirements(new Access(Role.Operator, Scopes.Write)))
            .AddPolicy(Policies.Engineer, p => p.AddRequirements(new Access(Role.Engineer, Scopes.Engineer)))
            .AddPolicy(Policies.Admin, p => p.AddRequirements(new Access(Role.Admin, Scopes.Admin)))
            .AddPolicy(Policies.Customer, p => p.RequireAssertion(c => c.User is { PersonId: not null, Role: Role.Customer, MustChangePassword: false }))
            .AddPolicy(Policies.Person, p => p.RequireAssertion(c => c.User.PersonId is not null))
            .AddPolicy(Policies.Cooperate, p => p.RequireAssertion(c => IsTogether(c.User, Scopes.Read)))
            .AddPolicy(Policies.Contribute, p => p.RequireAssertion(c => IsTogether(c.User, Scopes.Write)))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(IsNowhere).Build());
    }

    // customers have nothing to do with what firms try together
    static bool IsTogether(System.Security.Claims.ClaimsPrincipal user, Scopes scope) => user.Role is { } role
        ? !user.MustChangePassword && role is <= Role.Admin or Role.Partner
        : user.SubtreeAssetId is null && user.Scopes.HasFlag(scope);

    /// <summary>
    /// An address that leads nowhere may be said to lead nowhere, as may a method or a form of body that is not taken there (endpoints that routing
    /// makes, which have no route); an endpoint without a decision stays shut.
    /// </summary>
    static bool IsNowhere(AuthorizationHandlerContext context) => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint;

    static IDbContextFactory<KernelDb> Dbs(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<KernelDb>>();

    static TimeProvider Time(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
