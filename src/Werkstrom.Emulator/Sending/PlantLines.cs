using System.Globalization;
using System.Text;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>
/// Writes what leaves the plant of a file as line protocol: the first level is the measurement, the others are tags, as in
/// <c>pilot,area=line1,unit=mill1 power=4.2 1763769600000</c>.
/// </summary>
sealed class PlantLines(FilePlant plant) : ILineWriter
{
    readonly Dictionary<MachinePlan, string> _heads = new(ReferenceEqualityComparer.Instance);

    public void Write(StringBuilder text, IReadOnlyList<double> values, DateTimeOffset at)
    {
        foreach (var (machine, from, to) in ReadingRuns.Of(plant))
        {
            text.Append(Head(machine));
            for (var i = from; i < to; i++)
            {
                var reading = plant.Leaving[i];
                var signal = machine.Signals[reading.Signal];
                text.Append(i == from ? ' ' : ',').Append(ReadingRuns.Name(plant, reading, signal)).Append('=').Append(ReadingRuns.Value(reading, signal));
            }

            text.Append(' ').Append(CultureInfo.InvariantCulture, $"{plant.Leaving[from].At.ToUnixTimeMilliseconds()}").Append('\n');
        }
    }

    string Head(MachinePlan machine)
    {
        if (_heads.TryGetValue(machine, out var head))
            return head;
        var levels = plant.Plan.Full(machine).Split('/');
        var tags = plant.Plan.Tags;
        return _heads[machine] = string.Concat(levels.Select((level, i) => i == 0 ? level : $",{(i <= tags.Count ? tags[i - 1] : $"level{i}")}={level}"));
    }
}
