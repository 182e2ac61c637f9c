namespace Werkstrom.Kernel.Trials;

/// <summary>
/// A test or a figure that a module offers to whoever asks for it by its key: pilots take them as criteria. What is found is language-free and kept;
/// the words for it come later, in the language of the reader.
/// </summary>
public interface ITrial
{
    /// <summary>Its name for programs, the same in all houses: lower-case letters, digits and dashes.</summary>
    string Key { get; }

    /// <summary>What kind of figure comes out.</summary>
    TrialShape Shape { get; }

    /// <summary>What it is called, in the reader's language.</summary>
    string Name { get; }

    /// <summary>What it measures and how, in the reader's language, a sentence or two.</summary>
    string Help { get; }

    /// <summary>Runs it. What the other side does wrong is part of the answer, not an exception.</summary>
    /// <param name="target">Whose interface is tested. The same object for all trials of one check, so that what was asked once need not be asked again.</param>
    /// <param name="from">The first German day that counts.</param>
    /// <param name="to">The last one.</param>
    /// <param name="stop">Ends it.</param>
    Task<TrialAnswer> RunAsync(TrialTarget target, DateOnly from, DateOnly to, CancellationToken stop);

    /// <summary>A line of an answer in the reader's language.</summary>
    string Say(string line);
}

/// <summary>What kind of figure a trial gives.</summary>
/// <param name="AsksPartner">True when it tests an interface; false when it is a figure of this house.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="IsAtLeast">True when more is better, so that the limit is the least that will do.</param>
/// <param name="Limit">The limit that is proposed.</param>
/// <param name="Days">Over how many days back from yesterday it is proposed to look.</param>
public sealed record TrialShape(bool AsksPartner, string Unit, bool IsAtLeast, double Limit, int Days);

/// <summary>What is tested.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Region">Code of the region there; empty: none.</param>
/// <param name="PostalCode">Postal code that is asked for; empty: none.</param>
/// <param name="Address">Where the partner is; null here.</param>
/// <param name="Token">What opens it; never in an answer, a log or a fault.</param>
/// <param name="Fault">What the stand-in does wrong, a word of <see cref="StandInFault"/>.</param>
public sealed record TrialTarget(TrialPlace Place, string Region, string PostalCode, Uri? Address = null, string? Token = null, StandInFault Fault = StandInFault.None);

/// <summary>Where what is tested is.</summary>
public enum TrialPlace
{
    /// <summary>What this house serves itself.</summary>
    Own,

    /// <summary>What this house serves, as a partner would who does something wrong.</summary>
    StandIn,

    /// <summary>The partner's own address.</summary>
    Partner,
}

/// <summary>What a stand-in does wrong, so that both sides see what a check would find.</summary>
public enum StandInFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Days arrive after 18:00.</summary>
    Late,

    /// <summary>Hours and days are missing.</summary>
    Gaps,

    /// <summary>Every third request is answered by 503.</summary>
    Busy,

    /// <summary>Fields that the form promises are null.</summary>
    Nulls,

    /// <summary>Answers take seconds.</summary>
    Slow,

    /// <summary>Values were changed after they had been signed.</summary>
    Forged,

    /// <summary>Nothing answers.</summary>
    Down,
}

/// <summary>What came of it.</summary>
/// <param name="Measured">The figure; null when it cannot be told yet, and the evidence says why.</param>
/// <param name="Evidence">What it rests on, line by line: key of a text and what is filled in, parted by <c>|</c>. No secret, nothing of a person.</param>
/// <param name="Advice">What to do when it does not hold, as a line; empty: nothing.</param>
public sealed record TrialAnswer(double? Measured, IReadOnlyList<string> Evidence, string Advice = "");
