using Werkstrom.Tariff.Laboratory;
using Werkstrom.Tariff.Pricing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Tariff.Laboratory;

/// <summary>Customers in a file of the run's own folder; made for one test.</summary>
sealed class LoadFiles : IDisposable
{
    readonly string _path = Path.GetTempFileName();

    public LoadFiles(QuarterRange range, params IEnumerable<ushort[]> customers)
    {
        List<long> ends = [];
        using (var file = File.Create(_path))
        {
            file.Write("some head"u8);
            foreach (var customer in customers)
            {
                file.Write(StoredLoads.Write(customer));
                ends.Add(file.Position);
            }
        }

        Loads = new(_path, 9, ends, range);
    }

    public LoadFile Loads { get; }

    public void Dispose()
    {
        Loads.Dispose();
        File.Delete(_path);
    }
}
