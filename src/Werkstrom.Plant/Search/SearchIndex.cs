namespace Werkstrom.Plant.Search;

/// <summary>What can be found, with the words it is found by.</summary>
/// <param name="Kind">What it is: <c>page</c>, <c>asset</c>, <c>signal</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Url">Its page.</param>
sealed record SearchEntry(string Kind, string Title, string Path, string Url)
{
    readonly string[] _titleWords = Folding.Words(Title);
    readonly string[] _pathWords = Folding.Words(Path);
    readonly string _title = Folding.Fold(Title);
    readonly string _path = Folding.Fold(Path);

    /// <summary>How well it fits: every word asked must be found; 0 when one is not.</summary>
    public int Fit(string[] asked)
    {
        var fit = 0;
        foreach (var word in asked)
        {
            var one = Fit(word);
            if (one == 0)
                return 0;
            fit += one;
        }
        return fit + (_titleWords.AsSpan().SequenceEqual(asked) ? 100 : 0);
    }

    int Fit(string word) => this switch
    {
        _ when _titleWords.Contains(word) => 60,
        _ when _titleWords.Any(own => own.StartsWith(word, StringComparison.Ordinal)) => 50,
        _ when _pathWords.Contains(word) => 30,
        _ when _pathWords.Any(own => own.StartsWith(word, StringComparison.Ordinal)) => 25,
        _ when _title.Contains(word, StringComparison.Ordinal) => 15,
        _ when _path.Contains(word, StringComparison.Ordinal) => 10,
        _ => 0,
    };
}

/// <summary>Finds entries by words and beginnings of words.</summary>
static class SearchIndex
{
    /// <summary>The best entries first: by fit, then pages before assets before signals, then the shorter path.</summary>
    public static IReadOnlyList<SearchEntry> Find(IEnumerable<SearchEntry> entries, string asked, int limit)
    {
        var words = Folding.Words(asked);
        if (words.Length == 0)
            return [];
        return
        [
            .. entries.Select(entry => (entry, fit: entry.Fit(words))).Where(found => found.fit > 0)
                .OrderByDescending(found => found.fit)
                .ThenBy(found => found.entry.Kind switch { "page" => 0, "asset" => 1, _ => 2 })
                .ThenBy(found => found.entry.Path.Length).ThenBy(found => found.entry.Path, StringComparer.Ordinal)
                .Take(limit).Select(found => found.entry),
        ];
    }
}
