using System.Security.Cryptography;
using System.Text;
using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>Somebody who can sign in. Never deleted, only deactivated: the audit names people by their number.</summary>
public sealed class Person
{
    /// <summary>Longest name and mail address, characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Makes a person who has no password yet.</summary>
    /// <exception cref="ArgumentException">Name or mail is blank or too long.</exception>
    public Person(int id, string name, string mail, Role role, DateTimeOffset createdAt)
    {
        (Id, Role, CreatedAt, Stamp) = (id, role, createdAt, NewStamp());
        Rename(name, mail);
    }

    Person()
    {
    }

    /// <summary>Number, 1 or more, never reused.</summary>
    public int Id { get; private set; }

    /// <summary>What people call them.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The mail address, which is also what they sign in with; the first admin has the word <c>admin</c>.</summary>
    public string Mail { get; private set; } = "";

    /// <summary><see cref="Mail"/> folded: unique.</summary>
    public string MailKey { get; private set; } = "";

    /// <summary>What they may do.</summary>
    public Role Role { get; private set; }

    /// <summary>Whether they can sign in.</summary>
    public PersonState State { get; private set; }

    /// <summary>The hash of the password by the framework's PasswordHasher; null until one is set.</summary>
    [Secret]
    public string? PasswordHash { get; private set; }

    /// <summary>True until a first password is changed: until then every other page leads there.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>Changes with password, role and state; a session that carries an older one has ended.</summary>
    [Secret]
    public string Stamp { get; private set; } = "";

    /// <summary>Language of pages and mails, <c>de</c> or <c>en</c>; null for that of the browser.</summary>
    public string? Language { get; set; }

    /// <summary>When they were made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When they last signed in.</summary>
    public DateTimeOffset? LastLogin { get; private set; }

    /// <summary>Folds a mail address for comparison: trimmed, NFC, lower case.</summary>
    public static string Fold(string mail) => mail.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    /// <summary>Changes name and mail.</summary>
    /// <exception cref="ArgumentException">Either is blank or longer than <see cref="MaxLength"/>.</exception>
    public void Rename(string name, string mail)
    {
        (Name, Mail, MailKey) = (Checked(name, nameof(name)), Checked(mail, nameof(mail)), Fold(mail));
    }

    /// <summary>Sets a password's hash, activates, and ends all sessions.</summary>
    public void SetPassword(string hash, bool mustChange)
    {
        (PasswordHash, MustChangePassword, Stamp, State) = (hash, mustChange, NewStamp(), PersonState.Active);
    }

    /// <summary>Gives another role and ends all sessions.</summary>
    public void ChangeRole(Role role) => (Role, Stamp) = (role, NewStamp());

    /// <summary>Ends all sessions; nobody signs in until <see cref="Activate"/>.</summary>
    public void Deactivate() => (State, Stamp) = (PersonState.Inactive, NewStamp());

    /// <summary>Forgets name, mail address and password and ends all sessions, for good: only the number is left.</summary>
    public void Close()
    {
        var nobody = FormattableString.Invariant($"closed-{Id}");
        Rename(nobody, nobody);
        PasswordHash = null;
        Deactivate();
    }

    /// <summary>Lets them sign in again, or waits for the first password.</summary>
    public void Activate() =>
        (State, Stamp) = (PasswordHash is null ? PersonState.Invited : PersonState.Active, NewStamp());

    /// <summary>Ends all sessions.</summary>
    public void EndSessions() => Stamp = NewStamp();

    static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    static string Checked(string text, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
        text = text.Trim();
        return text.Length <= MaxLength && !text.Any(char.IsControl)
            ? text
            : throw new ArgumentException($"At most {MaxLength} characters, none of them control characters.", name);
    }
}

/// <summary>Whether a person can sign in.</summary>
public enum PersonState
{
    /// <summary>Has no password yet.</summary>
    Invited = 0,

    /// <summary>Can sign in.</summary>
    Active = 1,

    /// <summary>Cannot sign in.</summary>
    Inactive = 2,
}
