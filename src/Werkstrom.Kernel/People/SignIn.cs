using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>Checks passwords: slow on purpose, one guess at a time for one name, and ever slower for who guesses wrong; see <see cref="LoginThrottle"/>.</summary>
public sealed class SignIn
{
    const int Stripes = 64;

    /// <summary>Stands in the audit for a name that nobody has.</summary>
    internal const string UnknownName = "?";

    static readonly PasswordHasher<Person> Hasher = new();
    static readonly Lazy<string> Nobody = new(() => Hasher.HashPassword(null!, Convert.ToHexString(Guid.NewGuid().ToByteArray())));

    readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];
    readonly IDbContextFactory<KernelDb> _dbs;
    readonly LoginThrottle _throttle;
    readonly KnownDevice _devices;
    readonly IAudit _audit;
    readonly TimeProvider _time;

    internal SignIn(IDbContextFactory<KernelDb> dbs, LoginThrottle throttle, KnownDevice devices, IAudit audit, TimeProvider time) =>
        (_dbs, _throttle, _devices, _audit, _time) = (dbs, throttle, devices, audit, time);

    /// <summary>Looks at mail and password. Whether there is such a person cannot be told from the answer, nor from the time it takes.</summary>
    /// <param name="mail">What was typed.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="address">Where the request came from.</param>
    /// <param name="device">The mark of the browser, see <see cref="KnownDevice"/>; null for none.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<SignInResult> CheckAsync(string mail, string password, IPAddress? address, string? device, CancellationToken stop)
    {
        var name = Person.Fold(mail.Length <= Person.MaxLength ? mail : mail[..Person.MaxLength]);
        var known = _devices.KeyOf(device, name);
        var turn = _turns[(uint)name.GetHashCode(StringComparison.Ordinal) % Stripes];
        await turn.WaitAsync(stop); // guesses side by side would all see the same count of failures
        try
        {
            if (_throttle.Wait(name, address, known) is { Ticks: > 0 } wait)
                return new(SignInOutcome.TooMany, null, wait);
            var (person, isRight) = await LookAsync(name, password, stop);
            if (!isRight)
                return await RefusedAsync(person, _throttle.Fail(name, address, known), stop);
            _throttle.Right(name, address, known);
            return await AcceptedAsync(person!, stop);
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

    async Task<(Person? Person, bool IsRight)> LookAsync(string name, string password, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.MailKey == name, stop);
        if (person is { State: PersonState.Active, PasswordHash: not null })
            return (person, IsRight(person, password));
        Hasher.VerifyHashedPassword(null!, Nobody.Value, password); // as long as for somebody: the time tells nothing
        return (person, false);
    }

    async Task<SignInResult> AcceptedAsync(Person person, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        var now = _time.GetUtcNow();
        await db.Set<Person>().Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.LastLogin, now), stop);
        using (Actor.As(person))
            await _audit.NoteAsync("login.succeeded", "person", person.Mail, null, stop);
        return new(SignInOutcome.Ok, person, TimeSpan.Zero);
    }

    // what was typed is kept only when somebody is called so: people type their password into the wrong field
    async Task<SignInResult> RefusedAsync(Person? person, TimeSpan pause, CancellationToken stop)
    {
        object? details = pause > TimeSpan.Zero ? new { seconds = (int)pause.TotalSeconds } : null;
        await _audit.NoteAsync(details is null ? "login.failed" : "login.locked", "person", person?.Mail ?? UnknownName, details, stop);
        return new(SignInOutcome.Wrong, null, TimeSpan.Zero);
    }

    internal static SignIn Of(IServiceProvider services) => new(
        services.GetRequiredService<IDbContextFactory<KernelDb>>(),
        services.GetRequiredService<LoginThrottle>(),
        services.GetRequiredService<KnownDevice>(),
        services.GetRequiredService<IAudit>(),
        services.GetRequiredService<TimeProvider>());
}

/// <summary>What became of a log-in.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Person">Who, when it was right.</param>
/// <param name="Wait">How long to wait, when there were too many wrong ones.</param>
public sealed record SignInResult(SignInOutcome Outcome, Person? Person, TimeSpan Wait);

/// <summary>See <see cref="SignInResult"/>.</summary>
public enum SignInOutcome
{
    /// <summary>Right.</summary>
    Ok = 0,

    /// <summary>Unknown, inactive, or the wrong password: nobody is told which.</summary>
    Wrong = 1,

    /// <summary>Too many wrong passwords came from here, or for this name; no password is looked at until the pause is over.</summary>
    TooMany = 2,
}
