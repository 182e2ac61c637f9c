using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Werkstrom.Mqtt.Topics;

/// <summary>
/// What is bound to filters, found by topic. A topic is matched in as many look-ups as it has levels, and wildcards on the way;
/// matching takes no lock and waits for nobody who adds or removes. All nodes lie in one table, keyed by parent and level.
/// </summary>
sealed class FilterTree<T>
    where T : class
{
    readonly ConcurrentDictionary<NodeKey, Node> _nodes = new(KeyComparer.Instance);
    readonly Node _root = new(0, default);
    readonly Lock _writing = new();
    int _lastId;
    int _version;

    /// <summary>Changes with every <see cref="Add"/> and <see cref="Remove"/>.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Binds a value to a filter, beside what is bound there.</summary>
    public void Add(string filter, T value)
    {
        lock (_writing)
        {
            var node = _root;
            var rest = filter.AsSpan();
            for (var last = false; !last;)
                node = Child(node, MqttFilter.Next(ref rest, out last).ToString());
            node.Values = [.. node.Values, value];
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>Takes a value away from a filter.</summary>
    public void Remove(string filter, T value)
    {
        lock (_writing)
        {
            if (Find(filter) is not { } node)
                return;
            node.Values = [.. node.Values.Where(v => !ReferenceEquals(v, value))];
            Prune(node);
            Interlocked.Increment(ref _version);
        }
    }

    /// <summary>Whether something is bound to a filter whose first level is this one, or a wildcard.</summary>
    public bool Reaches(string level) => _root.Hash is not null || _root.Plus is not null || _nodes.ContainsKey(new NodeKey(_root.Id, level));

    /// <summary>Adds to a list what is bound to the filters that match a topic.</summary>
    public void Match(ReadOnlySpan<char> topic, List<T> found) =>
        Match(_root, topic, wildcards: !topic.StartsWith('$'), _nodes.GetAlternateLookup<LevelKey>(), found);

    // as deep as the deepest filter, which MqttFilter bounds
    static void Match(
        Node node, ReadOnlySpan<char> rest, bool wildcards, ConcurrentDictionary<NodeKey, Node>.AlternateLookup<LevelKey> nodes, List<T> found)
    {
        var level = MqttFilter.Next(ref rest, out var last);
        if (wildcards && node.Hash is { } hash)
            found.AddRange(hash.Values);
        if (nodes.TryGetValue(new LevelKey(node.Id, level), out var same))
            Enter(same, rest, last, nodes, found);
        if (wildcards && node.Plus is { } plus)
            Enter(plus, rest, last, nodes, found);
    }

    static void Enter(
        Node node, ReadOnlySpan<char> rest, bool last, ConcurrentDictionary<NodeKey, Node>.AlternateLookup<LevelKey> nodes, List<T> found)
    {
        if (!last)
        {
            Match(node, rest, wildcards: true, nodes, found);
            return;
        }

        found.AddRange(node.Values);
        if (node.Hash is { } parentOfAll)
            found.AddRange(parentOfAll.Values);
    }

    Node? Find(string filter)
    {
        var node = _root;
        var rest = filter.AsSpan();
        for (var last = false; !last;)
        {
            var level = MqttFilter.Next(ref rest, out last).ToString();
            if (level is "+" or "#")
                node = level is "+" ? node.Plus : node.Hash;
            else
                node = _nodes.GetValueOrDefault(new NodeKey(node.Id, level));
            if (node is null)
                return null;
        }

        return node;
    }

    Node Child(Node parent, string level)
    {
        if (level is "+")
            return parent.Plus ??= New(parent, level);
        if (level is "#")
            return parent.Hash ??= New(parent, level);
        var key = new NodeKey(parent.Id, level);
        if (!_nodes.TryGetValue(key, out var node))
            _nodes[key] = node = New(parent, level);
        return node;
    }

    Node New(Node parent, string level)
    {
        parent.Children++;
        return new Node(++_lastId, level) { Parent = parent };
    }

    void Prune(Node node)
    {
        while (node is { Parent: { } parent, Children: 0, Values.Length: 0 })
        {
            if (ReferenceEquals(parent.Plus, node))
                parent.Plus = null;
            else if (ReferenceEquals(parent.Hash, node))
                parent.Hash = null;
            else
                _nodes.TryRemove(new NodeKey(parent.Id, node.Level!), out _);
            parent.Children--;
            node = parent;
        }
    }

    sealed class Node(int id, string? level)
    {
        volatile T[] _values = [];
        volatile Node? _plus;
        volatile Node? _hash;

        public int Id => id;

        public string? Level => level;

        public Node? Parent { get; init; }

        public int Children { get; set; }

        public T[] Values { get => _values; set => _values = value; }

        public Node? Plus { get => _plus; set => _plus = value; }

        public Node? Hash { get => _hash; set => _hash = value; }
    }

    readonly record struct NodeKey(int Parent, string Level);

    readonly ref struct LevelKey(int parent, ReadOnlySpan<char> level)
    {
        public readonly int Parent = parent;
        public readonly ReadOnlySpan<char> Level = level;
    }

    sealed class KeyComparer : IEqualityComparer<NodeKey>, IAlternateEqualityComparer<LevelKey, NodeKey>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(NodeKey x, NodeKey y) => x.Parent == y.Parent && x.Level == y.Level;

        public int GetHashCode([DisallowNull] NodeKey key) => Hash(key.Parent, key.Level);

        public bool Equals(LevelKey alternate, NodeKey other) =>
            alternate.Parent == other.Parent && alternate.Level.SequenceEqual(other.Level);

        public int GetHashCode(LevelKey alternate) => Hash(alternate.Parent, alternate.Level);

        public NodeKey Create(LevelKey alternate) => new(alternate.Parent, alternate.Level.ToString());

        static int Hash(int parent, ReadOnlySpan<char> level) => HashCode.Combine(parent, string.GetHashCode(level));
    }
}
