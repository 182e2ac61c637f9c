using Microsoft.EntityFrameworkCore;

namespace Werkstrom.Kernel.People;

/// <summary>Makes and changes people. Every change of rights ends their sessions at once.</summary>
public sealed class Accounts
{
    /// <summary>Shortest password, characters.</summary>
    public const int MinPassword = 10;

    const int MaxPassword = 200;

    // who guesses at the old password has a session already: counted apart from log-ins
    const string InSession = "session";

    readonly IDbContextFactory<KernelDb> _dbs;
    readonly PersonCache _people;
    readonly TokenCache _tokens;
    readonly LoginThrottle _throttle;
    readonly TimeProvider _time;

    internal Accounts(IDbContextFactory<KernelDb> dbs, PersonCache people, TokenCache tokens, LoginThrottle throttle, TimeProvider time) =>
        (_dbs, _people, _tokens, _throttle, _time) = (dbs, people, tokens, throttle, time);

    /// <summary>All people by name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return await db.Set<Person>().AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(stop);
    }

    /// <summary>One person, by number; null when there is none.</summary>
    public async Task<Person?> FindAsync(int id, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop);
    }

    /// <summary>One person, by mail; null when there is none.</summary>
    public async Task<Person?> FindAsync(string mail, CancellationToken stop)
    {
        var key = Person.Fold(mail);
        await using var db = await _dbs.CreateDbContextAsync(stop);
        return await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.MailKey == key, stop);
    }

    /// <summary>Makes a person. Without a password they wait for a link.</summary>
    /// <returns>The person, or why not.</returns>
    /// <exception cref="ArgumentException">Name or mail is blank or too long.</exception>
    public async Task<(AccountOutcome Outcome, Person? Person)> AddAsync(NewPerson wanted, CancellationToken stop)
    {
        if (wanted.Password is { } weak && !IsGood(weak, wanted.Mail))
            return (AccountOutcome.WeakPassword, null);

        await using var db = await _dbs.CreateDbContextAsync(stop);
        var id = (await db.Set<Person>().MaxAsync(p => (int?)p.Id, stop) ?? 0) + 1;
        var person = new Person(id, wanted.Name, wanted.Mail, wanted.Role, _time.GetUtcNow()) { Language = wanted.Language };
        if (await db.Set<Person>().AnyAsync(p => p.MailKey == person.MailKey, stop))
            return (AccountOutcome.MailTaken, null);
        if (wanted.Password is { } password)
            person.SetPassword(SignIn.Hash(person, password), wanted.MustChangePassword);
        db.Add(person);
        await db.SaveChangesAsync(stop);
        return (AccountOutcome.Ok, person);
    }

    /// <summary>Gives another role.</summary>
    public Task<AccountOutcome> ChangeRoleAsync(int id, Role role, CancellationToken stop) => ChangeAsync(
        id, p => p.ChangeRole(role), keepsAdmin: role == Role.Admin, stop);

    /// <summary>Lets nobody sign in as this person and ends their sessions and tokens.</summary>
    public Task<AccountOutcome> DeactivateAsync(int id, CancellationToken stop) =>
        ChangeAsync(id, p => p.Deactivate(), keepsAdmin: false, stop);

    /// <summary>Ends an account for good and forgets whose it was; the number stays.</summary>
    public Task<AccountOutcome> CloseAsync(int id, CancellationToken stop) => ChangeAsync(id, p => p.Close(), keepsAdmin: false, stop);

    /// <summary>Takes <see cref="DeactivateAsync"/> back.</summary>
    public Task<AccountOutcome> ActivateAsync(int id, CancellationToken stop) =>
        ChangeAsync(id, p => p.Activate(), keepsAdmin: true, stop);

    /// <summary>Ends all sessions of a person.</summary>
    public Task<AccountOutcome> EndSessionsAsync(int id, CancellationToken stop) =>
        ChangeAsync(id, p => p.EndSessions(), keepsAdmin: true, stop);

    /// <summary>Sets the language of pages and mails; null for that of the browser.</summary>
    public Task<AccountOutcome> ChangeLanguageAsync(int id, string? language, CancellationToken stop) =>
        ChangeAsync(id, p => p.Language = language is "de" or "en" ? language : null, keepsAdmin: true, stop);

    /// <summary>Changes the own password and ends all sessions.</summary>
    public async Task<AccountOutcome> ChangePasswordAsync(int id, string old, string wanted, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        if (await db.Set<Person>().FindAsync([id], stop) is not { State: PersonState.Active } person)
            return AccountOutcome.NotFound;
        if (_throttle.Wait(person.MailKey, null, InSession) > TimeSpan.Zero)
            return AccountOutcome.WrongPassword;
        if (!SignIn.IsRight(person, old))
        {
            _throttle.Fail(person.MailKey, null, InSession);
            return AccountOutcome.WrongPassword;
        }

        _throttle.Right(person.MailKey, null, InSession);
        if (!IsGood(wanted, person.Mail) || wanted == old)
            return AccountOutcome.WeakPassword;
        person.SetPassword(SignIn.Hash(person, wanted), mustChange: false);
        return await SaveAsync(db, stop);
    }

    /// <summary>True for a password of 10 to 200 characters, not all alike, that does not hold the mail's name.</summary>
    public static bool IsGood(string password, string mail)
    {
        var name = mail.Split('@')[0];
        return password.Length is >= MinPassword and <= MaxPassword
            && password.Distinct().Count() >= 4
            && !(name.Length >= 4 && password.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    internal async Task<AccountOutcome> SaveAsync(KernelDb db, CancellationToken stop)
    {
        await db.SaveChangesAsync(stop);
        _people.Clear();
        _tokens.Clear();
        return AccountOutcome.Ok;
    }

    async Task<AccountOutcome> ChangeAsync(int id, Action<Person> change, bool keepsAdmin, CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, stop);
        if (await db.Set<Person>().FindAsync([id], stop) is not { } person)
            return AccountOutcome.NotFound;
        if (!keepsAdmin && person.Role == Role.Admin && !await AnotherAdminAsync(db, id, stop))
            return AccountOutcome.LastAdmin;
        change(person);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        _people.Clear();
        _tokens.Clear();
        return AccountOutcome.Ok;
    }

    static Task<bool> AnotherAdminAsync(KernelDb db, int id, CancellationToken stop) =>
        db.Set<Person>().AnyAsync(p => p.Id != id && p.Role == Role.Admin && p.State == PersonState.Active, stop);
}

/// <summary>A person who is wanted.</summary>
/// <param name="Name">What people call them.</param>
/// <param name="Mail">What they sign in with.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Language"><c>de</c>, <c>en</c> or null.</param>
/// <param name="Password">A first password, or null to wait for a link.</param>
/// <param name="MustChangePassword">Whether the first password holds only for the first log-in.</param>
public sealed record NewPerson(
    string Name, string Mail, Role Role, string? Language = null, string? Password = null, bool MustChangePassword = true);

/// <summary>What became of a change to a person.</summary>
public enum AccountOutcome
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>There is no such person, or not an active one.</summary>
    NotFound = 1,

    /// <summary>Nobody would be left to set anything up.</summary>
    LastAdmin = 2,

    /// <summary>Somebody has this mail already.</summary>
    MailTaken = 3,

    /// <summary>The old password is wrong, or must wait.</summary>
    WrongPassword = 4,

    /// <summary>Too short, too simple, too like the name, or the old one.</summary>
    WeakPassword = 5,

    /// <summary>The link is unknown, used or too old.</summary>
    BadLink = 6,
}
