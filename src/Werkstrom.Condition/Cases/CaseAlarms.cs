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

    /// <summary>Tells it of all cases as they are: at the start, and now and then, for anybody may change the records of cases.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        var open = (await records.ListAsync(new(CaseRecord.Type, IsOpen: true, Limit: int.MaxValue), stop)).Select(CaseRecord.Of).ToDictionary(c => c.Id);
        long[] gone;
        lock (_lock)
            gone = [.. _cases.Keys.Where(id => !open.ContainsKey(id))];
        foreach (var id in gone)
            Take(new() { Id = id, Title = "", Since = default, Until = default(DateTimeOffset) });
        foreach (var one in open.Values)
            Take(one);
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
            {
                var worst = _cases.Values.Where(c => c.Asset == changed).Select(c => c.Alarm).DefaultIfEmpty(AssetAlarm.None).Max();
                if (states.Of(changed).Alarm != worst)
                    states.Tell(changed, alarm: worst);
            }
        }
    }
}
