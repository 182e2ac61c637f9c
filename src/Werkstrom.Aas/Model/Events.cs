namespace Werkstrom.Aas.Model;

/// <summary>An event of what it observes.</summary>
public sealed class BasicEventElement : SubmodelElement, IEventElement
{
    /// <summary>What is observed; a model reference to a referable.</summary>
    public required Reference Observed { get; set; }

    /// <summary>Whether the event comes in or goes out.</summary>
    public required Direction Direction { get; set; }

    /// <summary>Whether events are sent.</summary>
    public required StateOfEvent State { get; set; }

    /// <summary>Topic of the messages, 1 to 255 characters.</summary>
    public string? MessageTopic { get; set; }

    /// <summary>Where the messages are sent; a model reference to a referable.</summary>
    public Reference? MessageBroker { get; set; }

    /// <summary>When it last happened: <c>xs:dateTime</c> in UTC.</summary>
    public string? LastUpdate { get; set; }

    /// <summary>Least time between two messages: <c>xs:duration</c>.</summary>
    public string? MinInterval { get; set; }

    /// <summary>Most time between two messages: <c>xs:duration</c>; only for output.</summary>
    public string? MaxInterval { get; set; }
}

/// <summary>The message of an event.</summary>
public sealed class EventPayload : IClass
{
    /// <summary>The event element that the message comes from.</summary>
    public required Reference Source { get; set; }

    /// <summary>Meaning of the event element.</summary>
    public Reference? SourceSemanticId { get; set; }

    /// <summary>What was observed.</summary>
    public required Reference ObservableReference { get; set; }

    /// <summary>Meaning of what was observed.</summary>
    public Reference? ObservableSemanticId { get; set; }

    /// <summary>Topic, 1 to 255 characters.</summary>
    public string? Topic { get; set; }

    /// <summary>Who caused it; an external reference.</summary>
    public Reference? SubjectId { get; set; }

    /// <summary>When: <c>xs:dateTime</c> in UTC.</summary>
    public required string TimeStamp { get; set; }

    /// <summary>What the event carries.</summary>
    public byte[]? Payload { get; set; }
}
