namespace Werkstrom.Bench.Peers;

/// <summary>VictoriaMetrics from Debian (<c>apt-get install victoria-metrics</c>).</summary>
sealed class VictoriaMetrics : Peer
{
    public const string Program = "victoria-metrics";

    VictoriaMetrics(string folder, int port) : base(
        Program, Program, folder, port,
        $"-storageDataPath={folder}", $"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y", "-search.disableCache",
        "-loggerLevel=ERROR", "-search.maxPointsPerTimeseries=1000000")
    {
    }

    public override string WritePath => "write";

    protected override string ReadyPath => "health";

    public static VictoriaMetrics Start(string folder) => new(folder, FreePort());

    public override async Task SettleAsync(CancellationToken stop)
    {
        _ = await GetAsync("internal/force_flush", stop);
        _ = await GetAsync("internal/force_merge", stop);
        await Task.Delay(TimeSpan.FromSeconds(5), stop); // the merge goes on by itself
    }
}
