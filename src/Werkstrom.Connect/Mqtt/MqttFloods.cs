using Werkstrom.Kernel.Events;
using Werkstrom.Mqtt.Server;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Notes as events which clients send more than they may, from begin to end.</summary>
sealed class MqttFloods(IEvents events, TimeProvider time)
{
    // a flood of an earlier run is among so many of its open events
    const int OpenRead = 10_000;

    readonly Dictionary<MqttClientInfo, long> _open = [];
    bool _isSwept;

    public async Task NoteAsync(MqttClientInfo client, bool begins, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (begins)
        {
            var who = client.Identity as MqttIdentity;
            var text = $"{FloodEvents.TextStart}{client.ClientId} ({who?.Sender.Source.Key})";
            _open[client] = (await events.NoteAsync(
                new(0, FloodEvents.Kind, EventLevel.Watch, who?.AssetId, now, null, text, ConnectModule.Name, IsOpen: true), stop)).Id;
        }
        else if (_open.Remove(client, out var id))
        {
            await events.EndAsync(id, now, stop);
        }
    }

    /// <summary>Ends what an earlier run left open when it was killed.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        if (_isSwept)
            return;
        var now = time.GetUtcNow();
        foreach (var open in await events.ListAsync(null, now, now.AddSeconds(1), OpenRead, stop))
        {
            if (open is { Kind: FloodEvents.Kind, IsOpen: true } && open.Source == ConnectModule.Name && !_open.ContainsValue(open.Id))
                await events.EndAsync(open.Id, now, stop);
        }

        _isSwept = true;
    }
}
