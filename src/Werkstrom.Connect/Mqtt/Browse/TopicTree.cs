namespace Werkstrom.Connect.Mqtt.Browse;

/// <summary>Topics as a tree by their levels. A level with one child and no topic of its own is drawn together with it.</summary>
/// <param name="name">The level, or several with slashes between.</param>
/// <param name="full">The levels from the top.</param>
sealed class TopicNode(string name, string full)
{
    readonly SortedDictionary<string, TopicNode> _children = new(StringComparer.Ordinal);

    public string Name { get; private set; } = name;

    /// <summary>The levels from the top; the topic, if there is one.</summary>
    public string Full { get; private set; } = full;

    /// <summary>True when there is a topic of this name.</summary>
    public bool IsTopic { get; private set; }

    /// <summary>Topics in it and below.</summary>
    public int Count { get; private set; }

    public IReadOnlyCollection<TopicNode> Children => _children.Values;

    /// <summary>The tree of topics.</summary>
    /// <param name="topics">Their names.</param>
    /// <param name="at">Levels that all have; not drawn.</param>
    public static TopicNode Of(IEnumerable<string> topics, string at)
    {
        TopicNode root = new("", at);
        foreach (var topic in topics)
            root.Add(topic, at.Length == 0 ? topic : topic.Length == at.Length ? null : topic[(at.Length + 1)..]);
        foreach (var child in root._children.Values)
            child.Join();
        return root;
    }

    void Add(string topic, string? rest)
    {
        Count++;
        if (rest is null)
        {
            IsTopic = true;
            return;
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var level = slash < 0 ? rest : rest[..slash];
        if (!_children.TryGetValue(level, out var child))
            _children[level] = child = new(level, topic[..(topic.Length - rest.Length + level.Length)]);
        child.Add(topic, slash < 0 ? null : rest[(slash + 1)..]);
    }

    void Join()
    {
        while (!IsTopic && _children.Count == 1)
        {
            var only = _children.Values.Single();
            (Name, Full, IsTopic) = ($"{Name}/{only.Name}", only.Full, only.IsTopic);
            _children.Clear();
            foreach (var (level, child) in only._children)
                _children[level] = child;
        }

        foreach (var child in _children.Values)
            child.Join();
    }
}
