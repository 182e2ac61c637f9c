using System.Globalization;

namespace Werkstrom.Bench.Mqtt;

/// <summary>What a broker needs of the processor: a figure that other programs on the machine hardly change.</summary>
static class Cost
{
    const int PerSecond = 10_000;
    const int Seconds = 5;

    /// <summary>Microseconds of processor time a message of QoS 1, at 10,000 a second over 8 connections.</summary>
    public static async Task<double> OfAsync(Broker broker, CancellationToken stop)
    {
        var clients = await Load.ConnectAllAsync(broker, 8, 1000, stop);
        await new Paced(clients, PerSecond).RunAsync(1, stop); // warm
        var before = broker.Processor();
        await new Paced(clients, PerSecond).RunAsync(Seconds, stop);
        var used = broker.Processor() - before;
        await Load.CloseAsync(clients);
        return used.TotalMicroseconds / (PerSecond * Seconds);
    }

    /// <summary>How many threads of all programs wanted to run in the last minute; NaN where the system does not say.</summary>
    public static double MachineLoad() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : double.NaN;
}
