namespace Werkstrom.Bench.Peers;

/// <summary>InfluxDB 1 from Debian (<c>apt-get install influxdb</c>).</summary>
sealed class Influx : Peer
{
    public const string Program = "influxd";

    Influx(string folder, int port, string settings) : base("influxdb", Program, folder, port, "-config", settings)
    {
    }

    public override string WritePath => "write?db=bench";

    protected override string ReadyPath => "ping";

    public static Influx Start(string folder)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort();
        var settings = Path.Combine(folder, "influx.conf");
        File.WriteAllText(settings, $"""
            reporting-enabled = false
            bind-address = "127.0.0.1:{FreePort()}"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
              query-log-enabled = false
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
              max-row-limit = 0
            [monitor]
              store-enabled = false
            [subscriber]
              enabled = false
            """);
        return new(folder, port, settings);
    }

    public override async Task ReadyAsync(CancellationToken stop)
    {
        await base.ReadyAsync(stop);
        using FormUrlEncodedContent make = new([new("q", "CREATE DATABASE bench")]);
        using var made = await Http.PostAsync("query", make, stop);
        made.EnsureSuccessStatusCode();
    }

    /// <summary>The path of a query in its own language.</summary>
    public static string Query(string influxQl) => $"query?db=bench&epoch=us&q={Uri.EscapeDataString(influxQl)}";
}
