using Werkstrom.Tariff.Metering;
using Werkstrom.Tariff.Mscons;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Meters;

/// <summary>Stored quarter-hours as messages of the market.</summary>
sealed class MeterOut(MeterValues values, TimeProvider clock)
{
    /// <summary>Writes an interchange; quarter-hours that are missing are said to be (Z30).</summary>
    /// <param name="malos">Which delivery points.</param>
    /// <param name="range">Which quarter-hours.</param>
    /// <param name="sender">Market code of the sender, thirteen digits.</param>
    /// <param name="receiver">Market code of the receiver.</param>
    /// <exception cref="ArgumentException">A code or a delivery point is none.</exception>
    public async Task<byte[]> MsconsAsync(IReadOnlyList<string> malos, QuarterRange range, string sender, string receiver, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        List<MsconsDelivery> deliveries = [];
        foreach (var malo in malos)
        {
            var load = await values.ReadAsync(malo, range, null, $"MSCONS for {receiver}", stop);
            deliveries.Add(Of(load.Malo, "1-1:1.29.0", range, load.Taken));
            if (load.FedIn is { } fed)
                deliveries.Add(Of(load.Malo, "1-1:2.29.0", range, fed));
        }

        return new MsconsOrder(sender, receiver, FormattableString.Invariant($"W{now.ToUnixTimeSeconds()}"), now).Write(deliveries);
    }

    static MsconsDelivery Of(string malo, string obis, QuarterRange range, MeterValue[] values) => new(malo, obis, range.First, Array.ConvertAll(values, v => v.Wh), Array.ConvertAll(values, StatusOf));

    static MsconsStatus StatusOf(MeterValue value) => value.Origin switch
    {
        ValueOrigin.True => MsconsStatus.True,
        ValueOrigin.Missing => MsconsStatus.Missing,
        _ => MsconsStatus.Substitute,
    };
}
