using Werkstrom.Kernel.Data;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Sessions and retained messages in the backup.</summary>
sealed class MqttBackup(MqttServer server) : IBackupPart
{
    /// <summary>Where they lie below the data folder.</summary>
    public const string Name = "mqtt";

    public string Folder => Name;

    public Task CopyAsync(string target, CancellationToken stop) => server.CopyAsync(target, stop);
}
