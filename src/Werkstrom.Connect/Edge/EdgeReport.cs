using System.Text.Json;

namespace Werkstrom.Connect.Edge;

/// <summary>A line that a side-car tells on standard output; what a line does not say is null.</summary>
sealed record EdgeReport
{
    public required string Type { get; init; }

    public string? State { get; init; }

    public string? Code { get; init; }

    public string? Text { get; init; }

    public List<PointReport>? Points { get; init; }

    public long Sent { get; init; }

    public long Waiting { get; init; }

    public long Dropped { get; init; }

    public long Refused { get; init; }

    public string? Refusal { get; init; }

    public long Overflows { get; init; }

    public string? Fingerprint { get; init; }

    /// <summary>Of a line of nodes the nodes, of a line of progress their number.</summary>
    public JsonElement? Nodes { get; init; }

    public bool Cut { get; init; }

    /// <summary>Reads a line; null for what is none of ours.</summary>
    public static EdgeReport? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<EdgeReport>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The last of one value.</summary>
/// <param name="Id">Its point.</param>
/// <param name="Value">A number, a boolean, a text or an array of them; null when none came.</param>
/// <param name="Time">When it was so, in the words of the machine.</param>
/// <param name="Quality">good, uncertain or bad.</param>
/// <param name="Code">The machine's word for it.</param>
/// <param name="Error">Why nothing is sent; null when it is.</param>
sealed record PointReport(int Id, JsonElement? Value, DateTimeOffset? Time, string? Quality, string? Code, string? Error);
