using System.Diagnostics.CodeAnalysis;
using Werkstrom.Connect.Mapping;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>What a message of Sparkplug B is for.</summary>
enum SparkplugVerb
{
    /// <summary>A command (NCMD, DCMD) or the state of a host application: no data.</summary>
    None,
    NodeBirth,
    NodeData,
    NodeDeath,
    DeviceBirth,
    DeviceData,
    DeviceDeath,
}

/// <summary>
/// A topic of Sparkplug B: <c>spBv1.0/GROUP/VERB/NODE</c> or <c>spBv1.0/GROUP/VERB/NODE/DEVICE</c> (chapter 4.1, "Sparkplug Topic
/// Namespace Elements").
/// </summary>
/// <param name="Verb">What its messages are for.</param>
/// <param name="Group">Group of the edge node.</param>
/// <param name="Node">The edge node.</param>
/// <param name="Device">The device at the edge node; null for the node itself.</param>
sealed record SparkplugTopic(SparkplugVerb Verb, string Group, string Node, string? Device)
{
    const string Start = "spBv1.0/";

    /// <summary>Path of the asset that stands for the group; null for one of its name at the root.</summary>
    public string? Above { get; init; }

    /// <summary>Path of the asset of the edge node: group, node.</summary>
    public string NodePath => (Above ?? PathTemplate.Level(Group)) + "/" + PathTemplate.Level(Node);

    /// <summary>Path of the asset: that of the node, and the device.</summary>
    public string Path => Device is null ? NodePath : NodePath + "/" + PathTemplate.Level(Device);

    /// <summary>Where a command for the edge node goes.</summary>
    public string NodeCommands => $"{Start}{Group}/NCMD/{Node}";

    /// <summary>Whether a topic belongs to Sparkplug B, read or not.</summary>
    public static bool IsSparkplug(string topic) => topic.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Reads a topic; false when Sparkplug B knows no such one.</summary>
    public static bool TryRead(string topic, [NotNullWhen(true)] out SparkplugTopic? read)
    {
        read = null;
        if (!IsSparkplug(topic))
            return false;
        var levels = topic[Start.Length..].Split('/');
        if (levels is ["STATE", { Length: > 0 }])
            read = new(SparkplugVerb.None, "", "", null);
        else if (levels is [{ Length: > 0 } group, var verb, { Length: > 0 } node, .. var rest] && Array.TrueForAll(rest, level => level.Length > 0))
            read = Of(group, verb, node, rest);
        return read is not null;
    }

    static SparkplugTopic? Of(string group, string verb, string node, string[] rest) => (verb, rest) switch
    {
        ("NBIRTH", []) => new(SparkplugVerb.NodeBirth, group, node, null),
        ("NDATA", []) => new(SparkplugVerb.NodeData, group, node, null),
        ("NDEATH", []) => new(SparkplugVerb.NodeDeath, group, node, null),
        ("NCMD", []) => new(SparkplugVerb.None, group, node, null),
        ("DBIRTH", [var device]) => new(SparkplugVerb.DeviceBirth, group, node, device),
        ("DDATA", [var device]) => new(SparkplugVerb.DeviceData, group, node, device),
        ("DDEATH", [var device]) => new(SparkplugVerb.DeviceDeath, group, node, device),
        ("DCMD", [var device]) => new(SparkplugVerb.None, group, node, device),
        _ => null,
    };
}
