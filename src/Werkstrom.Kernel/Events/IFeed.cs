namespace Werkstrom.Kernel.Events;

/// <summary>
/// What a module tells programs as it happens, each piece under a topic. Whoever speaks a protocol of messages carries all feeds to their subscribers;
/// a module need not know which protocols there are.
/// </summary>
public interface IFeed
{
    /// <summary>First level of all its topics, without a slash; nobody else may say anything below it. Empty: it is switched off.</summary>
    string Root { get; }

    /// <summary>The messages from now on.</summary>
    /// <param name="isWanted">Whether anybody listens; asked before something is made that costs work.</param>
    /// <param name="stop">Ends it.</param>
    IAsyncEnumerable<FeedMessage> ListenAsync(Func<bool> isWanted, CancellationToken stop);
}

/// <summary>Something that a feed says.</summary>
/// <param name="Topic">Levels with slashes between, the first one is the root of the feed; no <c>+</c>, no <c>#</c>.</param>
/// <param name="Payload">JSON in UTF-8.</param>
/// <param name="IsCertain">Whether it must arrive; what a newer message makes worthless need not.</param>
public sealed record FeedMessage(string Topic, byte[] Payload, bool IsCertain);
