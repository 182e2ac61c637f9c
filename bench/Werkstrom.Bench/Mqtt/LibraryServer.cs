using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Transport;

namespace Werkstrom.Bench.Mqtt;

/// <summary>The library's server as a process of its own: <c>bench mqtt-server PORT FOLDER</c>. It ends when its input does.</summary>
static class LibraryServer
{
    /// <summary>A client whose identifier begins so may send <see cref="Budget"/> messages a second.</summary>
    public const string Limited = "limited-";

    public const int Budget = 1000;

    public static async Task RunAsync(string[] args)
    {
        var (port, folder) = (int.Parse(args[1], CultureInfo.InvariantCulture), args[2]);
        using var intake = new SyncedFile(Path.Combine(folder, "samples"));
        var options = new MqttServerOptions { Folder = Path.Combine(folder, "sessions") };
        Directory.CreateDirectory(options.Folder);
        await using var server = new MqttServer(options, new Everybody(), intake);
        server.Start();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }); // which is watched
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(server);
        builder.Services.AddSingleton<IConnectionListenerFactory>(_ => new MqttListenerFactory(_ => true));
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, l => l.UseConnectionHandler<MqttConnectionHandler>()));
        await using var app = builder.Build();
        await app.StartAsync();
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    sealed class Everybody : IMqttAuthority
    {
        static readonly MqttLimits Slow = new() { MessagesPerSecond = Budget };

        public ValueTask<MqttAdmission> AdmitAsync(MqttCandidate candidate, CancellationToken stop) =>
            new(MqttAdmission.Granted(limits: candidate.ClientId.StartsWith(Limited, StringComparison.Ordinal) ? Slow : null));

        public bool MayPublish(MqttClientInfo client, string topic) => true;

        public bool MaySubscribe(MqttClientInfo client, string filter) => true;
    }
}
