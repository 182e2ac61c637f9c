namespace Werkstrom.Kernel.People;

/// <summary>The authorization policies. Every endpoint and page names one of them, or is anonymous on purpose.</summary>
public static class Policies
{
    /// <summary>Read assets, signals, samples, records: every signed-in role of the house; token scope <c>read</c>.</summary>
    public const string Read = "read";

    /// <summary>Send samples and records: operator and up; token scope <c>write</c>.</summary>
    public const string Write = "write";

    /// <summary>Acknowledge, correct records, note events: operator and up; token scope <c>write</c>.</summary>
    public const string Operate = "operate";

    /// <summary>Change assets, signals, rules, imports; use SQL: engineer and up; token scope <c>engineer</c>.</summary>
    public const string Engineer = "engineer";

    /// <summary>People, tokens, audit, backup: admin; token scope <c>admin</c>.</summary>
    public const string Admin = "admin";

    /// <summary>A person signed in with a session, of any role, also one who must change the password first. No token.</summary>
    public const string Person = "person";

    /// <summary>Take part in what firms do together and read there: every role of the house, and partner; token scope <c>read</c>. Who takes part in what is asked within.</summary>
    public const string Cooperate = "cooperate";

    /// <summary>As <see cref="Cooperate"/>, and change there; token scope <c>write</c>.</summary>
    public const string Contribute = "contribute";

    /// <summary>A customer signed in with a session, with a password of their own. Nobody of the house, no token: what is behind it is theirs alone.</summary>
    public const string Customer = "customer";
}

/// <summary>The roles, each with the rights of the one before it; partner and customer stand apart and need an agreement.</summary>
public enum Role
{
    /// <summary>Sees the plant.</summary>
    Viewer = 0,

    /// <summary>Runs it: acknowledges, writes records.</summary>
    Operator = 1,

    /// <summary>Sets it up: assets, signals, rules, imports, SQL.</summary>
    Engineer = 2,

    /// <summary>Decides who may what.</summary>
    Admin = 3,

    /// <summary>Another firm, bound to an agreement.</summary>
    Partner = 10,

    /// <summary>A customer, bound to an agreement.</summary>
    Customer = 11,
}
