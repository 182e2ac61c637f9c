using System.Text;
using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Tests.Emulator;

/// <summary>Plants of a few lines.</summary>
static class PlantText
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero); // a Monday

    /// <summary>One machine <c>m</c> with a cycle of 10 s, unless the text says more.</summary>
    /// <param name="signals">The signals, JSON.</param>
    /// <param name="machine">Further members of the machine, with a comma behind.</param>
    /// <param name="plant">Further members of the plant, with a comma behind.</param>
    public static PlantPlan Plan(string signals, string machine = "", string plant = "") =>
        Right($$"""{ {{plant}} "machines": [{ "path": "m", "cycle": "10s", {{machine}} "signals": [{{signals}}] }] }""");

    /// <summary>A file in which nothing is wrong.</summary>
    public static PlantPlan Right(string text)
    {
        var (plan, faults) = PlantReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(faults);
        return plan!;
    }

    /// <summary>What is wrong, as it is told.</summary>
    public static IEnumerable<string> Faults(string text) => PlantReader.Read(Encoding.UTF8.GetBytes(text)).Faults.Select(f => f.ToString());

    /// <summary>What leaves a plant, step by step.</summary>
    public static IEnumerable<IReadOnlyList<Reading>> Steps(PlantPlan plan, int count)
    {
        FilePlant plant = new(plan, Start);
        for (var i = 0; i < count; i++)
        {
            plant.Advance();
            yield return [.. plant.Leaving];
        }
    }

    /// <summary>The values of one signal of the first machine, step by step.</summary>
    public static double[] Values(PlantPlan plan, int count, int signal = 0, bool isExpected = false) =>
        [.. Steps(plan, count).SelectMany(s => s).Where(r => r.Machine == 0 && r.Signal == signal && r.IsExpected == isExpected).Select(r => Math.Round(r.Value, 9))];
}
