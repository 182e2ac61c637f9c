using Werkstrom.Emulator.PlantFiles;

namespace Werkstrom.Emulator.Plants;

/// <summary>The faults that somebody wanted: those to come and those that hold now.</summary>
sealed class ActiveFaults(IEnumerable<FaultOrder> timed)
{
    readonly PriorityQueue<FaultOrder, TimeSpan> _later = new(timed.Select(f => (f, f.After)));
    readonly List<Holding> _now = [];

    /// <summary>Those that hold.</summary>
    public IEnumerable<FaultOrder> Now => _now.Select(h => h.Order);

    /// <summary>How many come later.</summary>
    public int Later => _later.Count;

    /// <summary>Takes up what begins by now and gives up what is over.</summary>
    /// <param name="elapsed">Time since the plant's start.</param>
    /// <param name="begin">Called for each that begins.</param>
    public void Step(TimeSpan elapsed, Action<FaultOrder> begin)
    {
        _now.RemoveAll(h => h.IsOver(elapsed));
        while (_later.TryPeek(out var next, out var after) && after <= elapsed)
        {
            _later.Dequeue();
            Begin(next, elapsed);
            begin(next);
        }
    }

    /// <summary>Lets a fault begin.</summary>
    public void Begin(FaultOrder order, TimeSpan elapsed) => _now.Add(new(order, elapsed));

    /// <summary>Ends what holds for a machine or signal; all without a name. Says how many.</summary>
    public int Clear(string? target) => _now.RemoveAll(h => target is null || h.Order.Target == target);

    /// <summary>What the sensor says for a true value.</summary>
    public double Sense(int machine, int signal, double value, TimeSpan elapsed)
    {
        foreach (var held in _now)
        {
            if (held.Order.Machine == machine && held.Order.Signal == signal)
                value = held.Sense(value, elapsed);
        }

        return value;
    }

    /// <summary>How far the clock of a machine is ahead.</summary>
    public TimeSpan Skew(int machine) =>
        _now.Count == 0 ? default : new(_now.Where(h => h.Order.Kind == FaultKind.Clock && h.IsAbout(machine)).Sum(h => h.Order.Skew.Ticks));

    /// <summary>Whether a machine has no network, and whether it forgets then.</summary>
    public (bool IsLost, bool Drops) Link(int machine)
    {
        if (_now.Count == 0)
            return default;
        var lost = _now.Where(h => h.Order.Kind == FaultKind.Link && h.IsAbout(machine)).ToArray();
        return (lost.Length > 0, lost.Any(h => h.Order.Drops));
    }

    sealed class Holding(FaultOrder order, TimeSpan since)
    {
        double? _stuck;

        public FaultOrder Order => order;

        public bool IsAbout(int machine) => order.Machine < 0 || order.Machine == machine;

        // a spike without a length is the one value of the step in which it began; a tool break is over when the machine says so, the order itself is done
        public bool IsOver(TimeSpan elapsed) => order.For is { } length ? elapsed >= since + length : order.Kind is FaultKind.Spike or FaultKind.Tool && elapsed > since;

        public double Sense(double value, TimeSpan elapsed) => order.Kind switch
        {
            FaultKind.Stuck => _stuck ??= value,
            FaultKind.Drift => value + (order.Amount * (elapsed - since).TotalHours),
            FaultKind.Spike => value + order.Amount,
            _ => value,
        };
    }
}
