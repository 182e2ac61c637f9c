using System.Text.Json;
using Werkstrom.Aas.Meta;
using Werkstrom.Aas.Model;
using Werkstrom.Aas.Verification;

namespace Werkstrom.Aas.Json;

/// <summary>Reads objects by their descriptors. What cannot be represented is told and left out, up to the next optional attribute or list item.</summary>
sealed class JsonIn(FaultList faults, bool stopsWhenFull)
{
    static ReadOnlySpan<byte> ModelType => "modelType"u8;

    /// <summary>The object of the root, or null when it cannot be one; then a fault says why.</summary>
    public IClass? ReadRoot(JsonElement json, ClassChoice choice) => Read(json, choice) is { } value && !faults.Gaps.IsBroken(value) ? value : null;

    /// <summary>An object, which may be broken, or null when it is none.</summary>
    IClass? Read(JsonElement json, ClassChoice choice)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add("schema", $"must be an object ({choice.Name}), not {Kind(json)}");
            return null;
        }

        return Class(json, choice) is { } info ? ReadMembers(json, info) : null;
    }

    ClassInfo? Class(JsonElement json, ClassChoice choice)
    {
        if (!choice.IsOpen && !choice.Classes[0].HasModelType)
            return choice.Classes[0];
        if (!json.TryGetProperty(ModelType, out var given))
        {
            faults.Add("modelType", "schema", "is required and missing");
            return choice.IsOpen ? null : choice.Classes[0];
        }

        var name = given.ValueKind == JsonValueKind.String ? Text(given) : null;
        if (name is not null && choice.Find(name) is { } info)
            return info;
        faults.Add("modelType", "schema", $"{(name is null ? Kind(given) : FaultList.Quote(name))} is no {choice.Name}{Instead(choice)}");
        return null;
    }

    static string Instead(ClassChoice choice) => choice.IsOpen ? ": " + string.Join(", ", choice.Classes.Select(c => c.Name)) : "";

    IClass? ReadMembers(JsonElement json, ClassInfo info)
    {
        var value = info.Create();
        var outcomes = new Outcome[info.Members.Count + 1];
        var next = 0;
        foreach (var property in json.EnumerateObject())
        {
            if (stopsWhenFull && faults.IsFull)
                break;
            var at = Find(info, property, ref next);
            if (at < 0)
            {
                faults.Add("schema", $"{info.Name} has no attribute {FaultList.Quote(NameOf(property))}");
                continue;
            }

            faults.Enter(at < info.Members.Count ? info.Members[at].Name : "modelType");
            if (outcomes[at] != Outcome.Absent)
                faults.Add("schema", "stands twice");
            else
                outcomes[at] = at < info.Members.Count ? ReadMember(property.Value, info.Members[at], value) : Outcome.Read;
            faults.Leave();
        }

        return Filling.Finish(value, info, outcomes, faults);
    }

    /// <summary>Members mostly stand in the order of the specification, so the search begins after the last one.</summary>
    static int Find(ClassInfo info, JsonProperty property, ref int next)
    {
        var members = info.Members;
        for (var i = 0; i < members.Count; i++)
        {
            var at = next + i < members.Count ? next + i : next + i - members.Count;
            if (IsNamed(property, members[at].Utf8Name))
            {
                next = at + 1;
                return at;
            }
        }

        return info.HasModelType && IsNamed(property, ModelType) ? members.Count : -1;
    }

    Outcome ReadMember(JsonElement json, Member member, IClass owner)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            faults.Add("schema", "is null; leave it out instead");
            return Outcome.Void;
        }

        if (member is ScalarMember scalar)
            return ReadScalar(json, scalar, owner);
        if (member is ListMember list)
            return ReadList(json, list, owner);
        var one = (ObjectMember)member;
        return Filling.SetObject(one, owner, Read(json, one.Choice), faults);
    }

    Outcome ReadScalar(JsonElement json, ScalarMember member, IClass owner)
    {
        var text = (json.ValueKind, member.Kind) switch
        {
            (JsonValueKind.True, ScalarKind.Boolean) => "true",
            (JsonValueKind.False, ScalarKind.Boolean) => "false",
            (JsonValueKind.String, not ScalarKind.Boolean) => Text(json),
            _ => null,
        };
        if (text is null)
        {
            faults.Add("schema", json.ValueKind == JsonValueKind.String && member.Kind != ScalarKind.Boolean
                ? "holds half of a surrogate pair"
                : $"must be {(member.Kind == ScalarKind.Boolean ? "true or false" : "a text")}, not {Kind(json)}");
            return Outcome.Left;
        }

        return Filling.SetScalar(member, owner, text, faults) ? Outcome.Read : Outcome.Left;
    }

    Outcome ReadList(JsonElement json, ListMember member, IClass owner)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            faults.Add("schema", $"must be a list, not {Kind(json)}");
            return Outcome.Left;
        }

        var items = new List<IClass>(Math.Min(json.GetArrayLength(), 1024));
        var at = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (stopsWhenFull && faults.IsFull)
                break;
            faults.Enter(at++);
            Filling.AddItem(items, Read(item, member.Choice), member, faults);
            faults.Leave();
        }

        return Filling.SetList(member, owner, items, at, faults);
    }

    static bool IsNamed(JsonProperty property, ReadOnlySpan<byte> name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false; // the name holds half of a surrogate pair
        }
    }

    static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    /// <summary>Null when the text holds half of a surrogate pair.</summary>
    static string? Text(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
