using FsCheck;
using FsCheck.Fluent;
using Werkstrom.Store.Queries;

namespace Werkstrom.Tests.Store.Queries;

/// <summary>Generated samples: ascending instants over some days, whole numbers as values.</summary>
static class Some
{
    public static Gen<(long At, double Value)[]> Samples { get; } =
        from steps in Gen.Choose(0, 60).SelectMany(n => Gen.ArrayOf(Step, n))
        from values in Gen.ArrayOf(Gen.Choose(-50, 50), steps.Length)
        select Walk(steps, values);

    static Gen<int> Step => Gen.OneOf(Gen.Choose(1, 10), Gen.Choose(11, 4_000), Gen.Choose(4_000, 90_000));

    public static Figures FiguresOf(IReadOnlyList<(long At, double Value)> samples, long hold)
    {
        Figures figures = default;
        foreach (var (at, value) in samples)
            figures.Add(at, value, hold);
        return figures;
    }

    static (long At, double Value)[] Walk(int[] steps, int[] values)
    {
        var at = 0L;
        var samples = new (long, double)[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            at += steps[i] * Micros.PerSecond;
            samples[i] = (at, values[i]);
        }

        return samples;
    }
}
