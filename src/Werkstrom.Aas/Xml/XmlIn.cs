using System.Globalization;
using System.Text;
using System.Xml;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Xml;

/// <summary>Reads objects by their descriptors, element by element. What cannot be represented is told and left out, as in JSON.</summary>
sealed class XmlIn(XmlReader reader, FaultList faults, bool stopsWhenFull)
{
    /// <summary>The object of the root element; the reader stands at it.</summary>
    public IClass? ReadRoot(ClassChoice choice)
    {
        var value = Class(choice) is { } info ? ReadMembers(info) : null;
        if (value is not null && faults.Gaps.IsBroken(value))
            value = null;
        while (!faults.IsFull && reader.Read()) // what follows the root must be XML, too
        {
        }

        return value;
    }

    /// <summary>The class that the element at hand is named after; skips the element when there is none.</summary>
    ClassInfo? Class(ClassChoice choice)
    {
        if (reader.NamespaceURI == AasXml.Namespace && choice.FindXml(reader.LocalName) is { } info)
            return info;
        var what = reader.NamespaceURI == AasXml.Namespace ? "" : $" of name space {FaultList.Quote(reader.NamespaceURI)}, not {AasXml.Namespace},";
        faults.Add("schema", $"the element {FaultList.Quote(reader.LocalName)}{what} is no {choice.Name}");
        reader.Skip();
        return null;
    }

    /// <summary>Reads the element at hand as an object and moves behind it.</summary>
    IClass? ReadMembers(ClassInfo info)
    {
        var value = info.Create();
        var outcomes = new Outcome[info.Members.Count];
        var last = -1;
        foreach (var _ in Children(info.Name))
        {
            var at = Find(info);
            if (at < 0)
            {
                faults.Add("schema", $"{info.Name} has no attribute {FaultList.Quote(reader.LocalName)}");
                reader.Skip();
                continue;
            }

            faults.Enter(info.Members[at].Name);
            if (outcomes[at] != Outcome.Absent)
            {
                faults.Add("schema", "stands twice");
                reader.Skip();
            }
            else
            {
                if (at < last)
                    faults.Add("order", $"must stand before {info.Members[last].Name}");
                outcomes[at] = ReadMember(info.Members[at], value);
            }

            last = Math.Max(last, at);
            faults.Leave();
        }

        return Filling.Finish(value, info, outcomes, faults);
    }

    int Find(ClassInfo info)
    {
        if (reader.NamespaceURI != AasXml.Namespace)
            return -1;
        for (var i = 0; i < info.Members.Count; i++)
        {
            if (info.Members[i].Name == reader.LocalName)
                return i;
        }

        return -1;
    }

    Outcome ReadMember(Member member, IClass owner)
    {
        if (member is ListMember list)
            return ReadList(list, owner);
        if (member is ScalarMember scalar)
            return ReadText() is { } text && Filling.SetScalar(scalar, owner, Plain(scalar, text), faults) ? Outcome.Read : Outcome.Left;
        var one = (ObjectMember)member;
        return Filling.SetObject(one, owner, one.Choice.IsOpen ? ReadOpen(one.Choice) : ReadMembers(one.Choice.Classes[0]), faults);
    }

    /// <summary>Blanks around a truth value and within base64 say nothing.</summary>
    static string Plain(ScalarMember member, string text) => member.Kind switch
    {
        ScalarKind.Boolean => text.Trim(' ', '\t', '\r', '\n'),
        ScalarKind.Bytes => string.Concat(text.Where(c => !char.IsWhiteSpace(c))),
        _ => text,
    };

    /// <summary>The one object within the element at hand.</summary>
    IClass? ReadOpen(ClassChoice choice)
    {
        IClass? value = null;
        var count = 0;
        foreach (var _ in Children(choice.Name))
        {
            if (count++ > 0)
                reader.Skip();
            else if (Class(choice) is { } info)
                value = ReadMembers(info);
        }

        if (count != 1)
            faults.Add("schema", $"holds {count.ToString(CultureInfo.InvariantCulture)} elements; exactly one {choice.Name} is asked for");
        return count == 1 ? value : null;
    }

    Outcome ReadList(ListMember member, IClass owner)
    {
        var items = new List<IClass>();
        var at = 0;
        foreach (var _ in Children("the list"))
        {
            faults.Enter(at++);
            Filling.AddItem(items, Class(member.Choice) is { } info ? ReadMembers(info) : null, member, faults);
            faults.Leave();
        }

        return Filling.SetList(member, owner, items, at, faults);
    }

    /// <summary>Stops at each child element, which the caller reads or skips, and then moves behind the element. Text and attributes are faults.</summary>
    IEnumerable<int> Children(string what)
    {
        CheckHead();
        var (empty, depth) = (reader.IsEmptyElement, reader.Depth);
        reader.Read();
        while (!empty && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (stopsWhenFull && faults.IsFull)
                yield break;
            if (reader.NodeType == XmlNodeType.Element)
            {
                yield return 0;
                continue;
            }

            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                faults.Add("schema", $"{FaultList.Quote(reader.Value)}: {what} holds elements, not text");
            reader.Read();
        }

        if (!empty)
            reader.Read();
    }

    /// <summary>The text within the element at hand, moved behind it; null when there are elements in it.</summary>
    string? ReadText()
    {
        CheckHead();
        var text = new StringBuilder();
        var (empty, depth) = (reader.IsEmptyElement, reader.Depth);
        reader.Read();
        var plain = true;
        while (!empty && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                plain = false;
                reader.Skip();
                continue;
            }

            text.Append(reader.Value);
            reader.Read();
        }

        if (!empty)
            reader.Read();
        if (!plain)
            faults.Add("schema", "must be a text, without elements in it");
        return plain ? text.ToString() : null;
    }

    void CheckHead()
    {
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI is not ("http://www.w3.org/2000/xmlns/" or "http://www.w3.org/2001/XMLSchema-instance" or "http://www.w3.org/XML/1998/namespace"))
                faults.Add("schema", $"has an attribute {FaultList.Quote(reader.Name)}; there are none");
        }

        reader.MoveToElement();
    }
}
