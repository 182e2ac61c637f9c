using Werkstrom.Emulator.Works;

namespace Werkstrom.Emulator.Demo;

/// <summary>Something that began or ended in the works.</summary>
/// <param name="Kind">What.</param>
/// <param name="Asset">Path below the works; empty for the works.</param>
/// <param name="From">When it began, UTC.</param>
/// <param name="To">When it ended; null when it has just begun.</param>
/// <param name="Shift">Number of the shift, for shifts and orders.</param>
/// <param name="Good">Good pieces of an order.</param>
/// <param name="Scrap">Scrap of an order.</param>
sealed record WorksEntry(WorksEntryKind Kind, string Asset, DateTimeOffset From, DateTimeOffset? To, int Shift = 0, double Good = 0, double Scrap = 0);

/// <summary>What an entry tells of.</summary>
enum WorksEntryKind
{
    Shift,
    Order,
    FailureBegins,
    FailureEnds,
}

/// <summary>Watches the works as time goes on and keeps what an MES would: shifts, the order of each line in a shift, failures.</summary>
sealed class WorksLog(MetalWorks works)
{
    /// <summary>An order of a line is counted at its last machine.</summary>
    static readonly (string Line, string Machine)[] Lines = [("line1", "line1/washer1"), ("line2", "line2/robot1")];

    readonly Lock _lock = new();
    readonly List<WorksEntry> _entries = [];
    readonly Dictionary<string, DateTimeOffset> _failures = [];
    readonly int _shiftAt = IndexOf(works, "building", "shift");
    readonly (int Good, int Scrap)[] _countersAt =
        [.. Lines.Select(l => (IndexOf(works, l.Machine, "pieces"), IndexOf(works, l.Machine, "scrap")))];

    readonly (double Good, double Scrap)[] _countedBefore = new (double, double)[Lines.Length];
    int _shift;
    DateTimeOffset _shiftFrom;

    /// <summary>Looks at the works after a step.</summary>
    /// <param name="isNew">False while time is only caught up with: what ends then was told before.</param>
    public void See(bool isNew)
    {
        SeeShift(isNew);
        foreach (var machine in works.All)
        {
            var isBroken = machine.State == MachineState.Fault;
            if (isBroken && _failures.TryAdd(machine.Asset, works.Now))
                Add(isNew, new(WorksEntryKind.FailureBegins, machine.Asset, works.Now, null));
            else if (!isBroken && _failures.Remove(machine.Asset, out var from))
                Add(isNew, new(WorksEntryKind.FailureEnds, machine.Asset, from, works.Now));
        }
    }

    /// <summary>Takes what was seen since the last time.</summary>
    public IReadOnlyList<WorksEntry> Take()
    {
        lock (_lock)
        {
            WorksEntry[] taken = [.. _entries];
            _entries.Clear();
            return taken;
        }
    }

    void SeeShift(bool isNew)
    {
        var shift = (int)works.Values[_shiftAt];
        if (shift == _shift)
            return;
        if (_shift != 0)
        {
            Add(isNew, new(WorksEntryKind.Shift, "", _shiftFrom, works.Now, _shift));
            for (var i = 0; i < Lines.Length; i++)
            {
                var (good, scrap) = Counted(i);
                Add(isNew, new(WorksEntryKind.Order, Lines[i].Line, _shiftFrom, works.Now, _shift, good - _countedBefore[i].Good, scrap - _countedBefore[i].Scrap));
            }
        }

        (_shift, _shiftFrom) = (shift, works.Now);
        for (var i = 0; i < Lines.Length; i++)
            _countedBefore[i] = Counted(i);
    }

    (double Good, double Scrap) Counted(int line) => (works.Values[_countersAt[line].Good], works.Values[_countersAt[line].Scrap]);

    void Add(bool isNew, WorksEntry entry)
    {
        if (!isNew)
            return;
        lock (_lock)
            _entries.Add(entry);
    }

    static int IndexOf(MetalWorks works, string asset, string name)
    {
        for (var i = 0; i < works.Signals.Count; i++)
        {
            if (works.Signals[i].Asset == asset && works.Signals[i].Name == name)
                return i;
        }

        throw new ArgumentException($"The works have no signal {asset}/{name}.", nameof(name));
    }
}
