using Werkstrom.Condition.States;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Rules;

/// <summary>The file in which the states of live rules outlive the process: <c>rules/state</c>.</summary>
sealed class RuleStateFile(DataFolder data, SavedStates states) : IBackupPart
{
    const string Name = "state";

    public string Folder => "rules";

    StateFile File => new(Path.Combine(data.Folder(Folder), Name), "rules", 2);

    /// <summary>Writes all, or leaves the file as it was; a full disk is told, see <see cref="SavedStates"/>.</summary>
    public bool TrySave(IReadOnlyDictionary<LiveKey, LiveRule> live) => states.TrySave(Folder, () => File.Save(to =>
    {
        to.Write(live.Count);
        foreach (var (key, rule) in live)
            Write(to, key, rule);
    }));

    /// <summary>Reads what was saved; empty when there is nothing, or nothing that can be read.</summary>
    public Dictionary<LiveKey, SavedRule> Load()
    {
        var (all, fault) = File.Load(ReadAll, []);
        if (fault is not null)
            states.Unreadable(Folder, File.Path, fault);
        return all;
    }

    public Task CopyAsync(string target, CancellationToken stop)
    {
        if (System.IO.File.Exists(File.Path))
            System.IO.File.Copy(File.Path, Path.Combine(target, Name));
        return Task.CompletedTask;
    }

    static Dictionary<LiveKey, SavedRule> ReadAll(BinaryReader from)
    {
        Dictionary<LiveKey, SavedRule> all = [];
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            LiveKey key = new(from.ReadInt64(), from.ReadInt32(), from.ReadInt32());
            all[key] = Read(from);
        }

        return all;
    }

    static void Write(BinaryWriter to, LiveKey key, LiveRule rule)
    {
        using MemoryStream state = new();
        using (BinaryWriter fields = new(state, System.Text.Encoding.UTF8, leaveOpen: true))
            rule.Runner.Save(fields);
        to.Write(key.RuleId);
        to.Write(key.Version);
        to.Write(key.SignalId);
        to.Write(rule.Runner.Subject.AssetId);
        to.Write(rule.OpenAt?.UtcTicks ?? -1);
        to.Write(rule.StoredUnits.Count);
        foreach (var unit in rule.StoredUnits)
            to.Write(unit);
        to.Write((int)state.Length);
        to.Write(state.ToArray());
    }

    static SavedRule Read(BinaryReader from)
    {
        var asset = from.ReadInt32();
        var open = from.ReadInt64();
        var units = new string[from.ReadInt32()];
        for (var i = 0; i < units.Length; i++)
            units[i] = from.ReadString();
        var length = from.ReadInt32();
        var state = from.ReadBytes(length);
        return state.Length == length ? new(asset, open < 0 ? null : new(open, TimeSpan.Zero), units, state) : throw new EndOfStreamException();
    }
}

/// <summary>A live rule as it was saved.</summary>
/// <param name="AssetId">The asset that it spoke of.</param>
/// <param name="OpenAt">When the episode that lasted was noticed; null while there was none.</param>
/// <param name="StoredUnits">See <see cref="LiveRule.StoredUnits"/>.</param>
/// <param name="State">What <see cref="RuleRunner.Save"/> wrote.</param>
sealed record SavedRule(int AssetId, DateTimeOffset? OpenAt, IReadOnlyList<string> StoredUnits, byte[] State);
