using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Access;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Who a connected client is.</summary>
/// <param name="Sender">The source that it counts for, and how far it reaches.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="AssetId">The asset that its key is bound to; null for none.</param>
/// <param name="Pass">Its key at the door; null for a client without key.</param>
/// <param name="Rules">The topics that its key may use; null: all.</param>
sealed record MqttIdentity(Sender Sender, Scopes Scopes, int? AssetId, TokenPass? Pass, AccessRules? Rules = null)
{
    /// <summary>The topics that its key may use.</summary>
    public AccessRules Topics { get; } = Rules ?? AccessRules.None;
}
