namespace Werkstrom.Kernel.Catalogs;

/// <summary>What became of a change: the new state, or why it was not made. Exactly one of the two is set.</summary>
/// <typeparam name="T">What was changed.</typeparam>
/// <param name="Value">The new state.</param>
/// <param name="Problem">Why nothing was changed.</param>
public sealed record Change<T>(T? Value, ChangeProblem? Problem) where T : class
{
    /// <summary>A change that was made.</summary>
    public static implicit operator Change<T>(T value) => new(value, null);

    /// <summary>A change that was not made.</summary>
    public static implicit operator Change<T>(ChangeProblem problem) => new(null, problem);
}

/// <summary>Why a change was not made.</summary>
/// <param name="Fault">What stands against it.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record ChangeProblem(ChangeFault Fault, string Reason);

/// <summary>What stands against a change; it decides the HTTP status.</summary>
public enum ChangeFault
{
    /// <summary>There is no such thing: 404.</summary>
    NotFound,

    /// <summary>What was asked for is impossible in itself: 400.</summary>
    Invalid,

    /// <summary>Something else is in the way: 409.</summary>
    Conflict,
}
