using Werkstrom.Kernel.Events;

namespace Werkstrom.Kernel.Modules;

/// <summary>What a module has to say on the first page: what matters now.</summary>
public interface ITodayPart
{
    /// <summary>Reads it, in the reader's language; null when the module has nothing to say.</summary>
    Task<TodayNews?> ReadAsync(CancellationToken stop);
}

/// <summary>News for the first page.</summary>
/// <param name="Title">What it is: the tile and the list have this heading.</param>
/// <param name="Address">The page that says more.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Level">How much the worst of it matters.</param>
/// <param name="Headline">One sentence, for the top of the page when nothing matters more.</param>
/// <param name="Lines">The most important ones, the worst first.</param>
public sealed record TodayNews(string Title, string Address, int Count, EventLevel Level, string Headline, IReadOnlyList<TodayLine> Lines);

/// <summary>One of them.</summary>
/// <param name="Text">One sentence or two.</param>
/// <param name="Address">Its page.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Since">Since when; null: that says nothing.</param>
public sealed record TodayLine(string Text, string Address, EventLevel Level, DateTimeOffset? Since);
