using Werkstrom.Emulator.PlantFiles;
using Werkstrom.Emulator.Plants;

namespace Werkstrom.Emulator.Sending;

/// <summary>How a plant is at one moment, for its page.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Time">How far its time has come.</param>
/// <param name="IsReached">Whether the other side is there.</param>
/// <param name="Messages">Messages until now.</param>
/// <param name="Acknowledged">Those that the other side has.</param>
/// <param name="Waiting">Those that wait.</param>
/// <param name="Dropped">Those that were refused or lost.</param>
/// <param name="Kept">Values that machines without network keep.</param>
/// <param name="Forgotten">Values that they forgot.</param>
/// <param name="Later">Faults to come.</param>
/// <param name="Faults">Faults that hold.</param>
/// <param name="Machines">The machines.</param>
sealed record PlantPicture(
    string Name, DateTimeOffset Time, bool IsReached, long Messages, long Acknowledged, int Waiting, long Dropped, int Kept, long Forgotten, int Later,
    IReadOnlyList<PlantPicture.Fault> Faults, IReadOnlyList<PlantPicture.Machine> Machines)
{
    public static PlantPicture Of(FilePlant plant, IWay way) => new(
        plant.Plan.Name, plant.Now, way.IsReached, way.Taken, way.Acknowledged, way.Waiting, way.Dropped, plant.Kept, plant.Forgotten, plant.Faults.Later,
        [.. plant.Faults.Now.Select(f => new Fault(f.Kind.ToString().ToLowerInvariant(), f.Target, f.Text))],
        [.. plant.Plan.Machines.Select((m, i) => MachineOf(plant, m, i))]);

    static Machine MachineOf(FilePlant plant, MachinePlan machine, int index) => new(
        machine.Path, plant.State(index).ToString().ToLowerInvariant(), plant.Faults.Link(index).IsLost,
        [.. plant.Standing.Where(s => s.Machine == machine.Path).Select(s => s.Failure)],
        [.. machine.Signals.Select((s, i) => new Signal(s.Name, s.Unit, plant.Shown(index)[i], s.Form is StateForm))]);

    /// <summary>A fault that holds.</summary>
    internal sealed record Fault(string Kind, string Target, string Text);

    /// <summary>A machine: what it does, whether it has no network, what it stands for, its signals.</summary>
    internal sealed record Machine(string Path, string State, bool IsCut, IReadOnlyList<string> Standing, IReadOnlyList<Signal> Signals);

    /// <summary>A signal and what its sensor shows.</summary>
    internal sealed record Signal(string Name, string Unit, double Value, bool IsState);
}
