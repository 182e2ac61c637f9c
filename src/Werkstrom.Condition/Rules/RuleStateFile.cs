using Werkstrom.Kernel.Data;

namespace Werkstrom.Condition.Rules;

/// <summary>The file in which the states of live rules outlive the process: <c>rules/state</c>.</summary>
sealed class RuleStateFile(DataFolder data) : IBackupPart
{
    const string Name = "state";
    const int Version = 1;
    static readonly byte[] Mark = "WSRULES"u8.ToArray();

    public string Folder => "rules";

    string File => Path.Combine(data.Folder(Folder), Name);

    /// <summary>Writes all, or leaves the file as it was.</summary>
    public void Save(IReadOnlyDictionary<LiveKey, LiveRule> live)
    {
        var temporary = File + ".new";
        using (FileStream stream = new(temporary, FileMode.Create))
        using (BinaryWriter to = new(stream))
        {
            to.Write(Mark);
            to.Write(Version);
            to.Write(live.Count);
            foreach (var (key, rule) in live)
                Write(to, key, rule);
            to.Flush();
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, File, overwrite: true);
    }

    /// <summary>Reads what was saved; empty when there is nothing.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of another version.</exception>
    public Dictionary<LiveKey, SavedRule> Load()
    {
        Dictionary<LiveKey, SavedRule> all = [];
        if (!System.IO.File.Exists(File))
            return all;
        using BinaryReader from = new(System.IO.File.OpenRead(File));
        try
        {
            if (!from.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark) || from.ReadInt32() != Version)
                throw new InvalidDataException("The states of rules are of no known version.");
            for (var left = from.ReadInt32(); left > 0; left--)
            {
                LiveKey key = new(from.ReadInt64(), from.ReadInt32(), from.ReadInt32());
                all[key] = Read(from);
            }
        }
        catch (EndOfStreamException cut)
        {
            throw new InvalidDataException("The states of rules are cut off.", cut);
        }

        return all;
    }

    public Task CopyAsync(string target, CancellationToken stop)
    {
        if (System.IO.File.Exists(File))
            System.IO.File.Copy(File, Path.Combine(target, Name));
        return Task.CompletedTask;
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
