namespace Werkstrom.Twins.Api;

/// <summary>Finds the operation of a path. A word in a pattern goes before a name in braces.</summary>
sealed class AasRouter
{
    readonly Node _root = new();

    public AasRouter(IEnumerable<AasOperation> operations)
    {
        foreach (var operation in operations)
        {
            var node = _root;
            foreach (var segment in operation.Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
                node = segment[0] == '{' ? node.Any(segment[1..^1]) : node.Word(segment);
            node.Operations.Add(operation.Method, operation);
        }
    }

    /// <summary>The operations of a path by their method, with what stands at its names; null when there is no such path.</summary>
    public Match? Find(string path)
    {
        List<(string, string)> names = [];
        return Find(_root, path.Split('/')[1..], 0, names) is { } node ? new(node.Operations, names) : null;
    }

    static Node? Find(Node node, string[] segments, int at, List<(string, string)> names)
    {
        if (at == segments.Length)
            return node.Operations.Count > 0 ? node : null;
        if (node.Words.TryGetValue(segments[at], out var word) && Find(word, segments, at + 1, names) is { } found)
            return found;
        if (node.Wildcard is not { } any || segments[at].Length == 0)
            return null;
        names.Add((node.Name, segments[at]));
        if (Find(any, segments, at + 1, names) is { } deeper)
            return deeper;
        names.RemoveAt(names.Count - 1);
        return null;
    }

    /// <summary>A path that is there.</summary>
    public sealed record Match(IReadOnlyDictionary<string, AasOperation> Operations, IReadOnlyList<(string Name, string Text)> Names);

    sealed class Node
    {
        public Dictionary<string, AasOperation> Operations { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> Words { get; } = new(StringComparer.Ordinal);

        public Node? Wildcard { get; private set; }

        public string Name { get; private set; } = "";

        public Node Word(string word) => Words.TryGetValue(word, out var node) ? node : Words[word] = new();

        public Node Any(string name)
        {
            Name = name;
            return Wildcard ??= new();
        }
    }
}
