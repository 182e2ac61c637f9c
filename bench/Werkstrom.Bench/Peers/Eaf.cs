using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

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

    /// <summary>Waits until all of its services work together, which they do some seconds after the first answers.</summary>
    public override async Task ReadyAsync(CancellationToken stop)
    {
        await base.ReadyAsync(stop);
        // the first reading of a meter settles nothing
        for (var (hour, settled) = (0, 0); settled < 3; hour++)
        {
            settled = await RefusesAsync("ready", hour, stop) is null ? settled + 1 : 0;
            await Task.Delay(settled == 0 ? 500 : 1, stop);
        }
    }

    /// <summary>Sends a reading; gives its answer where it was not taken and settled, else null.</summary>
    /// <param name="meter">Its name.</param>
    /// <param name="hour">Hours from the beginning; each later reading is 1 kWh more.</param>
    public async Task<string?> RefusesAsync(string meter, int hour, CancellationToken stop)
    {
        object reading = new { meterId = meter, time = 1_704_067_200_000 + (hour * 3_600_000L), reading = 1_000 * (hour + 1) };
        using var answer = await Http.PostAsJsonAsync(WritePath, reading, stop);
        var said = await answer.Content.ReadAsStringAsync(stop);
        return answer.IsSuccessStatusCode && said.Contains("\"clearingJWT\"", StringComparison.Ordinal) ? null : said;
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
