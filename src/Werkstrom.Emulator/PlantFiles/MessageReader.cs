namespace Werkstrom.Emulator.PlantFiles;

/// <summary>Reads topic and payload.</summary>
static class MessageReader
{
    /// <summary>The keys.</summary>
    public static readonly string[] Keys = ["topic", "payload", "qos", "retain"];

    static readonly string[] Levels = ["root", "machine", "signal", "path"];
    static readonly string[] OfMachine = ["root", "machine", "time", "iso", "values"];
    static readonly string[] OfSignal = ["root", "machine", "signal", "path", "unit", "time", "iso", "value"];

    static readonly Template Object = new("{\"time\":{time},{values}}");

    /// <summary>Each signal to the topic of its path, with time and unit.</summary>
    public static MessagePlan Default { get; } = new(new("{path}"), new("{\"time\":{time},\"value\":{value},\"unit\":\"{unit}\"}"), 1, false);

    /// <summary>Reads it.</summary>
    /// <param name="place">What stands there, or null.</param>
    /// <param name="above">What holds where it says nothing.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static MessagePlan Read(JsonPlace? place, MessagePlan above, List<PlantFault> faults)
    {
        if (place is null)
            return above;
        ObjectReader mqtt = new(place, Keys, faults);
        var plan = above with
        {
            Topic = mqtt.Find("topic") is { } topic ? Topic(mqtt, topic) : above.Topic,
            Qos = mqtt.Whole(mqtt.Find("qos"), above.Qos, 0, 2),
            Retain = mqtt.Flag(mqtt.Find("retain"), above.Retain),
        };
        if (mqtt.Find("payload") is not { } payload)
            return plan with { Payload = plan.IsSingle == above.IsSingle ? above.Payload : plan.IsSingle ? Default.Payload : Object };
        plan = plan with { Payload = new(mqtt.Text(payload, "")) };
        Check(mqtt, payload, plan.Payload, plan.IsSingle ? OfSignal : OfMachine);
        return plan;
    }

    /// <summary>Reads a topic.</summary>
    public static Template Topic(ObjectReader reader, JsonPlace place)
    {
        var text = reader.Text(place, "{path}");
        if (text.AsSpan().ContainsAny("+#\0") || text.Length is 0 or > 1000)
            reader.Add(place, "topic", $"'{text}' is no topic: 1 to 1,000 characters without + and #.");
        Template template = new(text);
        Check(reader, place, template, Levels);
        return template;
    }

    static void Check(ObjectReader reader, JsonPlace place, Template template, string[] known)
    {
        foreach (var name in template.All.Distinct().Except(known))
            reader.Add(place, "placeholder", $"{{{name}}} is not known here.{Nearest.Hint(name, known)}");
    }
}
