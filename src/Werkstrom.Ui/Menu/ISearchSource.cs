namespace Werkstrom.Ui.Menu;

/// <summary>Gives the one search more to find than pages, assets and signals. A module registers its own; asked at every search, so it must be quick.</summary>
public interface ISearchSource
{
    /// <summary>What can be found, some hundreds at most; everybody who may read may find it.</summary>
    /// <param name="stop">Ends it.</param>
    Task<IReadOnlyList<SearchTarget>> ListAsync(CancellationToken stop);
}

/// <summary>What can be found.</summary>
/// <param name="Kind">What it is, a word such as <c>case</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Path">Where it is, and other words that it is found by.</param>
/// <param name="Url">Its page.</param>
public sealed record SearchTarget(string Kind, string Title, string Path, string Url);
