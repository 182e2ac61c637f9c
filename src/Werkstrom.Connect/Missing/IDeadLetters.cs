using Werkstrom.Store.Ingest;

namespace Werkstrom.Connect.Missing;

/// <summary>Where every way in leaves what it refuses.</summary>
interface IDeadLetters
{
    /// <summary>
    /// Keeps a refused payload and counts it as rejected for its source. Never waits: what the queue cannot hold is counted and
    /// forgotten, unless its receipt insists.
    /// </summary>
    /// <param name="source">Who sent it.</param>
    /// <param name="refused">The payload, and why.</param>
    /// <param name="receipt">Is told when the payload is on disk; null: nobody waits for it.</param>
    void Add(Source source, Refused refused, Receipt? receipt = null);

    /// <summary>Completes when the queue has room; asked before a payload whose receipt insists.</summary>
    ValueTask RoomAsync(CancellationToken stop);
}

/// <summary>Something that a way in refused.</summary>
/// <param name="Kind">The way in: <see cref="IReplayer.Kind"/> of who can try it again.</param>
/// <param name="Context">What the replay needs besides the payload; may be empty.</param>
/// <param name="Line">Line or index in what was sent, from 1.</param>
/// <param name="Reason">Why.</param>
/// <param name="Raw">The payload, a copy.</param>
/// <param name="IsCut">True when <paramref name="Raw"/> is only its start.</param>
sealed record Refused(string Kind, string Context, long Line, Reason Reason, byte[] Raw, bool IsCut = false);

/// <summary>Sends a refused payload through its way in once more.</summary>
interface IReplayer
{
    /// <summary>The kind of letters it knows.</summary>
    string Kind { get; }

    /// <summary>Reads the payload as if it came now (a sample without a time gets that of the letter) and gives its samples to a sink.</summary>
    /// <returns>Null when all of it was given, else why not.</returns>
    Task<Reason?> ReplayAsync(DeadLetter letter, ISampleSink into, CancellationToken stop);
}
