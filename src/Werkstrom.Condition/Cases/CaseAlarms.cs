using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Modules;
using Werkstrom.Store.Records;

namespace Werkstrom.Condition.Cases;

/// <summary>Tells how urgent assets are: the worst of their open cases that are not put off.</summary>
sealed class CaseAlarms(RecordQueries records, Places places, IAssetState states) : ICaseListener, IStartStep
{
    readonly Lock _lock = new();
    readonly Dictionary<long, (int Asset, AssetAlarm Alarm)> _cases = [];

    public int Order => 332;

    public async Task StartAsync(CancellationToken stop)
    {
        foreach (var row in await records.ListAsync(new(CaseRecord.Type, IsOpen: true, Limit: int.MaxValue), stop))
            Take(CaseRecord.Of(row));
    }

    public Task ChangedAsync(Case? before, Case after, CancellationToken stop)
    {
        Take(after);
        return Task.CompletedTask;
    }

    void Take(Case one)
    {
        lock (_lock)
        {
            _cases.Remove(one.Id, out var was);
            if (one is { IsOpen: true, AssetId: { } asset, State: not CaseState.Snoozed })
                _cases[one.Id] = (places.Machine(asset) ?? asset, one.IsAct ? AssetAlarm.Act : AssetAlarm.Watch);
            foreach (var changed in new[] { was.Asset, _cases.GetValueOrDefault(one.Id).Asset }.Where(id => id > 0).Distinct())
                states.Tell(changed, alarm: _cases.Values.Where(c => c.Asset == changed).Select(c => c.Alarm).DefaultIfEmpty(AssetAlarm.None).Max());
        }
    }
}
