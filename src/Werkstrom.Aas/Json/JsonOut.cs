using System.Text.Json;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;

namespace Werkstrom.Aas.Json;

/// <summary>Writes objects by their descriptors.</summary>
static class JsonOut
{
    public static void Write(Utf8JsonWriter writer, IClass value)
    {
        var info = Metamodel.Of(value);
        writer.WriteStartObject();
        if (info.HasModelType)
            writer.WriteString("modelType"u8, info.Name);
        foreach (var member in info.Members)
            WriteMember(writer, member, value);
        writer.WriteEndObject();
    }

    static void WriteMember(Utf8JsonWriter writer, Member member, IClass owner)
    {
        switch (member)
        {
            case ScalarMember scalar when scalar.Get(owner) is { } text:
                if (scalar.Kind == ScalarKind.Boolean)
                    writer.WriteBoolean(scalar.Utf8Name, text == "true");
                else
                    writer.WriteString(scalar.Utf8Name, text);
                break;
            case ObjectMember one when one.Get(owner) is { } value:
                writer.WritePropertyName(one.Utf8Name);
                Write(writer, value);
                break;
            case ListMember list when list.Get(owner) is { Count: > 0 } items:
                writer.WriteStartArray(list.Utf8Name);
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
        }
    }
}
