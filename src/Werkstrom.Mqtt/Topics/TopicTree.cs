namespace Werkstrom.Mqtt.Topics;

/// <summary>Values by topic, found by filter: the retained messages. One lock; walking is short.</summary>
sealed class TopicTree<T>
    where T : class
{
    readonly Node _root = new();
    readonly Lock _gate = new();

    /// <summary>Puts a value at a topic, or takes it away with null, and gives what was there.</summary>
    public T? Set(string topic, T? value)
    {
        lock (_gate)
        {
            Span<Node> path = new Node[MqttFilter.MostLevels + 1];
            var depth = Walk(topic, path, create: value is not null);
            if (depth < 0)
                return null;
            var old = path[depth].Value;
            path[depth].Value = value;
            if (value is null)
                Prune(topic, path[..(depth + 1)]);
            return old;
        }
    }

    /// <summary>The value of a topic.</summary>
    public T? Get(string topic)
    {
        lock (_gate)
        {
            var path = new Node[MqttFilter.MostLevels + 1];
            return Walk(topic, path, create: false) is var depth and >= 0 ? path[depth].Value : null;
        }
    }

    /// <summary>The values of all topics that match a filter without share.</summary>
    public List<T> Match(string filter)
    {
        var found = new List<T>();
        lock (_gate)
            Match(_root, filter, first: true, found);
        return found;
    }

    /// <summary>The values of all topics whose first level is chosen.</summary>
    public List<T> All(Func<string, bool> firstLevel)
    {
        var found = new List<T>();
        lock (_gate)
        {
            foreach (var (name, child) in _root.Children ?? [])
            {
                if (firstLevel(name))
                    All(child, found);
            }
        }

        return found;
    }

    static void Match(Node node, ReadOnlySpan<char> rest, bool first, List<T> found)
    {
        var wanted = MqttFilter.Next(ref rest, out var last);
        if (wanted is "#")
        {
            if (!first && node.Value is { } parent)
                found.Add(parent);
            foreach (var (name, child) in node.Children ?? [])
            {
                if (!first || !name.StartsWith('$'))
                    All(child, found);
            }
        }
        else if (wanted is "+")
        {
            foreach (var (name, child) in node.Children ?? [])
            {
                if (!first || !name.StartsWith('$'))
                    Enter(child, rest, last, found);
            }
        }
        else if (node.Children is { } children && children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(wanted, out var same))
        {
            Enter(same, rest, last, found);
        }
    }

    static void Enter(Node node, ReadOnlySpan<char> rest, bool last, List<T> found)
    {
        if (!last)
            Match(node, rest, first: false, found);
        else if (node.Value is { } value)
            found.Add(value);
    }

    static void All(Node node, List<T> found)
    {
        if (node.Value is { } value)
            found.Add(value);
        foreach (var (_, child) in node.Children ?? [])
            All(child, found);
    }

    int Walk(ReadOnlySpan<char> rest, Span<Node> path, bool create)
    {
        path[0] = _root;
        var depth = 0;
        for (var last = false; !last;)
        {
            var level = MqttFilter.Next(ref rest, out last);
            var node = path[depth];
            if (node.Children is null && !create)
                return -1;
            var children = (node.Children ??= new(StringComparer.Ordinal)).GetAlternateLookup<ReadOnlySpan<char>>();
            if (!children.TryGetValue(level, out var child))
            {
                if (!create)
                    return -1;
                children[level] = child = new Node();
            }

            path[++depth] = child;
        }

        return depth;
    }

    static void Prune(ReadOnlySpan<char> topic, Span<Node> path)
    {
        for (var depth = path.Length - 1; depth > 0 && path[depth] is { Value: null, Children: null or { Count: 0 } }; depth--)
        {
            var start = topic.LastIndexOf('/') + 1;
            path[depth - 1].Children!.GetAlternateLookup<ReadOnlySpan<char>>().Remove(topic[start..]);
            topic = start == 0 ? default : topic[..(start - 1)];
        }
    }

    sealed class Node
    {
        public T? Value { get; set; }

        public Dictionary<string, Node>? Children { get; set; }
    }
}
