using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Modules;
using Werkstrom.Ui;

namespace Werkstrom.Connect.Mqtt.Clients;

/// <summary>MQTT on the status page.</summary>
sealed class MqttStatus(MqttMeters meters, MqttRates rates, IOptions<MqttOptions> options, IStringLocalizer<ConnectText> text) : IStatusPart
{
    public string Name => "mqtt";

    public string Address => "/setup/mqtt";

    public (string Title, IReadOnlyList<StatusLine> Lines) Read()
    {
        var (connections, total, dropped) = (meters.Count, rates.Total, meters.Dropped);
        return (text["mqtt.title"],
        [
            new("connections", text["mqtt.connections"], Format.Count(connections), connections),
            new("rateIn", text["mqtt.in"], Format.Number(total.In, 1), Math.Round(total.In, 1)),
            new("rateOut", text["mqtt.out"], Format.Number(total.Out, 1), Math.Round(total.Out, 1)),
            new("dropped", text["mqtt.dropped"], Format.Count(dropped), dropped),
            new("listening", text["mqtt.listening"], string.Join(" · ", Ways()), Ports()),
        ]);
    }

    Dictionary<string, object> Ports() => new() { ["tcp"] = options.Value.Port, ["tls"] = options.Value.TlsPort, ["websocket"] = "/mqtt" };

    IEnumerable<string> Ways()
    {
        if (options.Value.Port is > 0 and var port)
            yield return text["mqtt.port.tcp", port.ToString(CultureInfo.InvariantCulture)];
        if (options.Value.TlsPort is > 0 and var tls)
            yield return text["mqtt.port.tls", tls.ToString(CultureInfo.InvariantCulture)];
        yield return text["mqtt.port.web"];
    }
}
