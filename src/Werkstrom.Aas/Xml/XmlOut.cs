using System.Xml;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Xml;

/// <summary>Writes objects by their descriptors.</summary>
static class XmlOut
{
    public static void WriteMembers(XmlWriter writer, IClass value, ClassInfo info)
    {
        foreach (var member in info.Members)
        {
            if (!member.IsSet(value))
                continue;
            switch (member)
            {
                case ScalarMember scalar:
                    writer.WriteElementString(scalar.Name, AasXml.Namespace, scalar.Get(value));
                    break;
                case ObjectMember one:
                    writer.WriteStartElement(one.Name, AasXml.Namespace);
                    WriteObject(writer, one.Get(value)!, one.Choice.IsOpen);
                    writer.WriteEndElement();
                    break;
                case ListMember list when list.Get(value) is { Count: > 0 } items:
                    writer.WriteStartElement(list.Name, AasXml.Namespace);
                    foreach (var item in items)
                        WriteObject(writer, item, named: true);
                    writer.WriteEndElement();
                    break;
            }
        }
    }

    /// <summary>An object in a list, or of an attribute that allows several classes, stands in an element with the name of its class.</summary>
    static void WriteObject(XmlWriter writer, IClass value, bool named)
    {
        var info = Metamodel.Of(value);
        if (named)
            writer.WriteStartElement(info.XmlName, AasXml.Namespace);
        WriteMembers(writer, value, info);
        if (named)
            writer.WriteEndElement();
    }
}
