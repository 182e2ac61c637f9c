using System.Text.Json;
using Werkstrom.Aas.Model;
using Werkstrom.Twins.Shells.Values;

namespace Werkstrom.Twins.Operations;

/// <summary>How far a run is, by the words of the specification.</summary>
enum OperationState
{
    /// <summary>The handler has not answered yet.</summary>
    Running,

    /// <summary>The handler answered as the operation declares.</summary>
    Completed,

    /// <summary>The program ended before the handler answered.</summary>
    Canceled,

    /// <summary>The handler refused, could not be reached, or answered something else than the operation declares.</summary>
    Failed,

    /// <summary>The handler did not answer in time.</summary>
    Timeout,
}

/// <summary>What came of a run.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Outputs">Output variables.</param>
/// <param name="Inoutputs">In- and output variables as they are now.</param>
/// <param name="Message">Why it did not complete; null when it did.</param>
sealed record OperationOutcome(OperationState State, IReadOnlyList<ISubmodelElement> Outputs, IReadOnlyList<ISubmodelElement> Inoutputs, string? Message)
{
    /// <summary>A run that goes on.</summary>
    public static OperationOutcome Running { get; } = new(OperationState.Running, [], [], null);

    /// <summary>Why a run has no answer that went on when the program was ended.</summary>
    public const string Lost = "Werkstrom ended before the answer came; whether it was carried out is not known.";

    /// <summary>A run without a result.</summary>
    public static OperationOutcome Without(OperationState state, string message) => new(state, [], [], message);

    /// <summary>Writes the result of the specification.</summary>
    public void Write(Utf8JsonWriter writer, bool isValueOnly, string correlation, DateTimeOffset now)
    {
        writer.WriteStartObject();
        if (Message is not null)
            WriteMessage(writer, Message, correlation, now);
        writer.WriteString("executionState", State.ToString());
        if (State != OperationState.Running)
            writer.WriteBoolean("success", State == OperationState.Completed);
        Write(writer, "outputArguments", Outputs, isValueOnly);
        Write(writer, "inoutputArguments", Inoutputs, isValueOnly);
        writer.WriteEndObject();
    }

    void WriteMessage(Utf8JsonWriter writer, string text, string correlation, DateTimeOffset now)
    {
        writer.WriteStartArray("messages");
        writer.WriteStartObject();
        writer.WriteString("code", State.ToString());
        writer.WriteString("correlationId", correlation);
        writer.WriteString("messageType", "Error");
        writer.WriteString("text", text);
        writer.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ISubmodelElement> elements, bool isValueOnly)
    {
        if (elements.Count == 0)
            return;
        writer.WritePropertyName(name);
        if (isValueOnly)
            ValueOut.Write(writer, elements, withBlobs: true);
        else
            OperationBody.Write(writer, elements);
    }
}
