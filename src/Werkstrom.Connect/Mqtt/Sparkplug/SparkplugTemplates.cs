using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt.Sparkplug;

/// <summary>
/// Templates: the members of an instance are signals below it, also those of templates inside it. Definitions hold no data and are left
/// out, as are parameters.
/// </summary>
static class SparkplugTemplates
{
    // templates may be nested so deep
    const int Deepest = 8;

    /// <summary>Reads a template.</summary>
    public static void Read(in SparkplugTarget target, string name, ReadOnlyMemory<byte> bytes, Readings into)
    {
        var isDefinition = false;
        List<SparkplugMetric> members = [];
        WireReader reader = new(bytes);
        var isBroken = target.Depth >= Deepest;
        while (!isBroken && reader.Next())
        {
            if (reader.Field == 2)
            {
                isBroken = !SparkplugMetric.TryRead(reader.Bytes(), out var member);
                members.Add(member);
            }
            else if (reader.Field == 5)
            {
                isDefinition = reader.Flag();
            }
            else
            {
                reader.Skip();
            }
        }

        if (isBroken || reader.IsBroken || members.Count > SparkplugValues.MostElements)
            into.Refuse(name, Reason.Of(Reasons.Syntax, "sparkplug.template", $"{Deepest}", $"{SparkplugValues.MostElements}"));
        else if (!isDefinition)
            ReadMembers(target, name, members, into);
    }

    static void ReadMembers(in SparkplugTarget target, string name, List<SparkplugMetric> members, Readings into)
    {
        foreach (var member in members)
            target.Table.Read(member, $"{name}/{member.Name}", target.Moment, target.Depth + 1, into);
    }
}
