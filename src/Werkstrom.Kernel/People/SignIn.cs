using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>Checks passwords: slow on purpose, counted by person and by address, one guess at a time for one person.</summary>
public sealed class SignIn
{
    const int Stripes = 64;

    static readonly PasswordHasher<Person> Hasher = new();
    static readonly Lazy<string> Nobody = new(() => Hasher.HashPassword(null!, Convert.ToHexString(Guid.NewGuid().ToByteArray())));

    readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly AddressLimit _limit;
    readonly IAudit _audit;
    readonly TimeProvider _time;

    internal SignIn(IDbContextFactory<KernelDb> dbs, AddressLimit limit, IAudit audit, TimeProvider time) =>
        (_dbs, _limit, _audit, _time) = (dbs, limit, audit, time);

    /// <summary>Looks at mail and password.</summary>
    /// <param name="address">Where the request came from; 20 wrong ones in five minutes and it must wait.</param>
    public async Task<SignInResult> CheckAsync(string mail, string password, IPAddress? address, CancellationToken stop)
    {
        if (!_limit.TryTake(address, out var wait))
            return await RefusedAsync(new(SignInOutcome.TooMany, null, wait), mail, stop);

        var key = Person.Fold(mail);
        var turn = _turns[(uint)key.GetHashCode(StringComparison.Ordinal) % Stripes];
        await turn.WaitAsync(stop); // guesses side by side would all see the same count of failures
        try
        {
            var result = await CheckAsync(key, password, stop);
            if (result.Outcome != SignInOutcome.Ok)
                return await RefusedAsync(result, mail, stop);
            _limit.Refund(address);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    internal static string Hash(Person person, string password) => Hasher.HashPassword(person, password);

    internal static bool IsRight(Person person, string password) =>
        person.PasswordHash is { } hash
        && Hasher.VerifyHashedPassword(person, hash, password) != PasswordVerificationResult.Failed;

    async Task<SignInResult> CheckAsync(string mailKey, string password, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.MailKey == mailKey, stop);
        var now = _time.GetUtcNow();
        if (person is not { State: PersonState.Active, PasswordHash: not null })
        {
            Hasher.VerifyHashedPassword(null!, Nobody.Value, password); // as long as for somebody: the time tells nothing
            return new(SignInOutcome.Wrong, null, TimeSpan.Zero);
        }

        if (person.IsLocked(now))
            return new(SignInOutcome.Locked, null, person.LockedUntil!.Value - now);

        var right = IsRight(person, password);
        if (right)
            person.LogIn(now);
        else
            person.FailLogIn(now);
        await db.SaveChangesAsync(stop);
        return right ? new(SignInOutcome.Ok, person, TimeSpan.Zero) : new(SignInOutcome.Wrong, null, TimeSpan.Zero);
    }

    async Task<SignInResult> RefusedAsync(SignInResult result, string mail, CancellationToken stop)
    {
        var shown = mail.Length <= Person.MaxLength ? mail : mail[..Person.MaxLength];
        await _audit.NoteAsync("login.failed", "person", shown, new { reason = result.Outcome.ToString().ToLowerInvariant() }, stop);
        return result;
    }

    internal static SignIn Of(IServiceProvider services) => new(
        services.GetRequiredService<IDbContextFactory<KernelDb>>(),
        services.GetRequiredKeyedService<AddressLimit>(PeopleServices.LoginLimit),
        services.GetRequiredService<IAudit>(),
        services.GetRequiredService<TimeProvider>());
}

/// <summary>What became of a log-in.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Person">Who, when it was right.</param>
/// <param name="Wait">How long to wait, when it was locked or too many.</param>
public sealed record SignInResult(SignInOutcome Outcome, Person? Person, TimeSpan Wait);

/// <summary>See <see cref="SignInResult"/>.</summary>
public enum SignInOutcome
{
    /// <summary>Right.</summary>
    Ok = 0,

    /// <summary>Unknown, inactive, or the wrong password: nobody is told which.</summary>
    Wrong = 1,

    /// <summary>This person must wait after wrong passwords.</summary>
    Locked = 2,

    /// <summary>This address must wait after wrong passwords.</summary>
    TooMany = 3,
}
