using System.Globalization;
using Werkstrom.Condition.Health;
using Werkstrom.Condition.Plant;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Queries;

namespace Werkstrom.Condition.Past;

/// <summary>Knows what machines were doing, by their state signals, so that running time is compared with running time.</summary>
sealed class RunningTime(PlantData data, SampleQueries samples, SignalCatalog catalog, Sisters sisters)
{
    /// <summary>The machine of a case and its sisters, with what each was doing; none when nothing says what the machine does.</summary>
    /// <param name="question">The case.</param>
    /// <param name="range">Nothing outside of it is looked at.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IReadOnlyList<Ran>> ReadAsync(CaseQuestion question, TimeRange range, TimeSpan step, CancellationToken stop)
    {
        if (HealthSignals.Of(question.AssetId, data).State is not { } id || !catalog.TryGet(id, out var state))
            return [];
        List<Ran> read = [];
        foreach (var with in sisters.Of(question with { Signals = [.. question.Signals, state] }).Prepend([.. question.Signals, state]))
        {
            Signal[] signals = [.. with.SkipLast(1)];
            var grid = await data.ReadAsync(signals, range, step, stop);
            read.Add(new(signals, grid, await DuringAsync(with[^1], grid, range, stop)));
        }

        return read;
    }

    /// <summary>
    /// The state in which a machine works: of those that are frequent the one with the most load, speed or power, where nothing says so that in which
    /// its counters gain most; null where that is not known either.
    /// </summary>
    public async Task<string?> WorkingAsync(CaseQuestion question, Ran own, TimeRange range, CancellationToken stop)
    {
        var known = HealthSignals.Of(question.AssetId, data);
        int[] drivers = [.. known.Drivers.Select(d => known.Sensors[d])];
        var tells = catalog.All.Where(s => drivers.Length > 0 ? drivers.Contains(s.Id) : s.AssetId == question.AssetId && s.Kind == SignalKind.Counter && !s.IsArchived)
            .OrderBy(s => s.Id).FirstOrDefault();
        if (tells is null)
            return null;
        var course = Course.Of([tells], await data.ReadAsync([tells], range, own.Grid.Step, stop)).Values[0];
        return own.Frequent.Select(state => (State: state, Mean: course.Where((v, row) => own.States[row] == state && double.IsFinite(v)).DefaultIfEmpty(double.NegativeInfinity).Average()))
            .Where(s => double.IsFinite(s.Mean)).OrderByDescending(s => s.Mean).FirstOrDefault().State;
    }

    // the state of each step that was the same throughout; a state holds until it changes
    async Task<string?[]> DuringAsync(Signal state, Grid grid, TimeRange range, CancellationToken stop)
    {
        var states = new string?[grid.Rows.Length];
        var names = catalog.States(state.Id);
        var (held, next) = ((double?)null, 0);
        foreach (var bucket in (await samples.BucketsAsync([state.Id], range, new(grid.Step), stop))[0].Where(b => b.Count > 0))
        {
            var row = (int)((Micros.ToInstant(bucket.Start) - grid.At(0)) / grid.Step);
            Hold(row);
            if (row >= 0 && row < states.Length && bucket.Min == bucket.Max && (held ?? bucket.First) == bucket.First)
                states[row] = Name(bucket.First);
            (held, next) = (bucket.Last, row + 1);
        }

        Hold(states.Length);
        return states;

        void Hold(int to)
        {
            for (; next < Math.Min(to, states.Length); next++)
                states[next] = held is { } number ? Name(number) : null;
        }

        string Name(double number) => names.TryGetValue((int)number, out var text) ? text : number.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A machine in equal steps, and what it was doing.</summary>
/// <param name="Signals">What is compared.</param>
/// <param name="Grid">Its values.</param>
/// <param name="States">By step: the state it was in throughout, as people read it; null where that changed or is not known.</param>
sealed record Ran(IReadOnlyList<Signal> Signals, Grid Grid, IReadOnlyList<string?> States)
{
    /// <summary>States that are frequent enough to compare, the most frequent first.</summary>
    public IEnumerable<string> Frequent => States.OfType<string>().GroupBy(s => s).Where(g => 20 * g.Count() >= States.Count(s => s is not null))
        .OrderByDescending(g => g.Count()).Select(g => g.Key);

    /// <summary>Only the time in one state.</summary>
    public Course In(string state, int joined) => Course.Running(Signals, Grid, row => States[row] == state, joined);
}
