namespace Werkstrom.Kernel.Events;

/// <summary>Events of clients that send more than they may and are slowed; one while it lasts.</summary>
public static class FloodEvents
{
    /// <summary><see cref="PlantEvent.Kind"/>.</summary>
    public const string Kind = "mqtt.flood";

    /// <summary>How <see cref="PlantEvent.Text"/> begins; the client's identifier, key and address follow, for pages in other languages.</summary>
    public const string TextStart = "An MQTT client sends more than it may and is slowed: ";
}
