using Werkstrom.Store.Ingest;
using Werkstrom.Store.Queries;

namespace Werkstrom.Bench.Query;

/// <summary>One sample of the made-up plant.</summary>
readonly record struct PlantSample(int Signal, long At, double Value, byte Quality);

/// <summary>
/// The plant of the goals: 50 signals at 10 s and 950 at 6 min over 30 days, 19.8 million samples, interleaved as they would come.
/// Half of the signals are stamped up to 100 ms late, by whole milliseconds. Eight kinds take turns: setpoints, counts, energy in kWh with three
/// decimals, temperatures with one, pressures with two, noise with three, states, and a day curve. One sample in 10,000 is not good.
/// </summary>
sealed class PlantData
{
    const int Fast = 50;
    const int All = 1_000;
    const long FastStep = 10 * Micros.PerSecond;
    const long SlowStep = 360 * Micros.PerSecond;
    const long Jitter = 100_000;

    readonly Random _random = new(17);
    readonly double[] _now = new double[All + 1];

    PlantData()
    {
        for (var signal = 1; signal <= All; signal++)
            _now[signal] = 20 + (signal % 37);
    }

    /// <summary>All samples in order of arrival; the same each time.</summary>
    public static IEnumerable<PlantSample> Samples()
    {
        PlantData plant = new();
        for (var at = 0L; at < 30 * Micros.PerDay; at += FastStep)
        {
            var count = at % SlowStep == 0 ? All : Fast;
            for (var signal = 1; signal <= count; signal++)
                yield return plant.Next(signal, at);
        }
    }

    PlantSample Next(int signal, long at)
    {
        // odd and even of every kind
        var late = signal / 8 % 2 == 0 ? 0 : _random.NextInt64(Jitter / 1_000) * 1_000;
        var quality = _random.Next(10_000) == 0 ? Quality.Uncertain : Quality.Good;
        return new(signal, QueryData.Start + at + late, Value(signal, at, signal <= Fast ? FastStep : SlowStep), quality);
    }

    double Value(int signal, long at, long step)
    {
        ref var now = ref _now[signal];
        var hour = (double)at / Micros.PerHour;
        var day = Math.Max(0, Math.Sin((hour - 6) / 24 * 2 * Math.PI));
        switch (signal % 8)
        {
            case 0: // a setpoint: changed a few times a day
                if (_random.NextDouble() < (double)step / (6 * Micros.PerHour))
                    now = 20 + (5 * _random.Next(12));
                return now;
            case 1: // a count of pieces
                return now = Math.Floor(now) + _random.Next((int)(step / (5 * Micros.PerSecond)) + 1);
            case 2: // energy
                now += (15 + (40 * day) + (3 * Normal())) * step / Micros.PerHour;
                return Math.Round(now, 3);
            case 3: // a temperature: slow
                now += ((45 + (signal % 20) + (8 * day) - now) * step / (4.0 * Micros.PerHour)) + (0.02 * Normal());
                return Math.Round(now, 1);
            case 4: // a pressure
                return Math.Round(6 + (0.3 * day) + (0.04 * Normal()), 2);
            case 5: // noise
                return Math.Round(1.2 + (0.15 * Normal()), 3);
            case 6: // a state
                if (_random.NextDouble() < (double)step / (1.5 * Micros.PerHour))
                    now = _random.Next(5);
                return Math.Floor(now % 5);
            default: // the sun
                return Math.Round(100 * day * (0.8 + (0.05 * Normal())), 1);
        }
    }

    // about normal: the sum of four uniform numbers
    double Normal() =>
        (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 2) * 1.7320508075688772;
}
