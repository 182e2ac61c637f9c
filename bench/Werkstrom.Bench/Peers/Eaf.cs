using System.Diagnostics;
using System.Globalization;

namespace Werkstrom.Bench.Peers;

/// <summary>STROMDAO Energy Application Framework, npm <c>stromdao-eaf</c> 0.6.12: stores meter readings and settles each by the tariff of its hours. Its database is in memory.</summary>
sealed class Eaf : Peer
{
    const string Package = "stromdao-eaf";

    Eaf(string folder, int port) : base(
        Package, "node", folder, port, Script("start.cjs"), folder, Text(port), Text(FreePort()), Text(FreePort()))
    {
    }

    public override string WritePath => "api/metering/updateReading";

    protected override string ReadyPath => "api/tariff/getPrices";

    /// <summary>Installs it, where that was not done yet (690 MB), and starts it.</summary>
    public static async Task<Eaf> StartAsync(CancellationToken stop)
    {
        var folder = Path.Combine(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName, "peers", "eaf");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", Package)))
            await InstallAsync(folder, stop);
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        return new(folder, FreePort());
    }

    static async Task InstallAsync(string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Script("package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        Rows.Say($"npm install {Package} (690 MB, once) ...");
        ProcessStartInfo start = new("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("npm does not start.");
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm could not install {Package}: exit code {process.ExitCode}.");
    }

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "peers", "eaf", name);
}
