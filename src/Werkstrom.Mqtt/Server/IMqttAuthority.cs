namespace Werkstrom.Mqtt.Server;

/// <summary>Who may come, and do what.</summary>
public interface IMqttAuthority
{
    /// <summary>May the client connect?</summary>
    ValueTask<MqttAdmission> AdmitAsync(MqttCandidate candidate, CancellationToken stop);

    /// <summary>
    /// May the client publish to the topic? Asked once for each topic of a connection, and again after
    /// <see cref="MqttServer.ForgetVerdicts"/>.
    /// </summary>
    bool MayPublish(MqttClientInfo client, string topic);

    /// <summary>May the client subscribe to the filter? It comes without <c>$share/…/</c>.</summary>
    bool MaySubscribe(MqttClientInfo client, string filter);
}
