using Werkstrom.Connect.Mapping;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Who a connected client is.</summary>
/// <param name="Sender">The source that it counts for, and how far it reaches.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="AssetId">The asset that its key is bound to; null for none.</param>
/// <param name="Pass">Its key at the door; null for a client without key.</param>
sealed record MqttIdentity(Sender Sender, Scopes Scopes, int? AssetId, TokenPass? Pass);
