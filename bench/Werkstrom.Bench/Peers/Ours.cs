using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Werkstrom.Bench.Peers;

/// <summary>Werkstrom itself, as the program that people start, beside its peers.</summary>
sealed class Ours : Peer
{
    readonly string _data;

    Ours(string folder, int port) : base("werkstrom", "dotnet", folder, port, Dll, "serve", "--data", folder, "--urls", $"http://127.0.0.1:{port}") =>
        _data = folder;

    public override string WritePath => "write";

    protected override string ReadyPath => "health/ready";

    // the program as ./werk starts it, beside this one: compiled ahead, which its copy here is not
    static string Dll
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory); // artifacts/bin/Werkstrom.Bench/release
            return Path.Combine(here.Parent!.Parent!.FullName, "Werkstrom", here.Name, "werkstrom.dll");
        }
    }

    public static Ours Start(string folder) => new(folder, FreePort());

    /// <summary>Waits until it answers and takes a token.</summary>
    public override async Task ReadyAsync(CancellationToken stop)
    {
        await base.ReadyAsync(stop);
        ProcessStartInfo make = new("dotnet", [Dll, "token", "create", "--data", _data, "--name", "bench", "--scopes", "read,write,engineer"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(make)!;
        var token = (await process.StandardOutput.ReadToEndAsync(stop)).Trim();
        await process.WaitForExitAsync(stop);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Resident memory, bytes.</summary>
    public long Memory()
    {
        foreach (var line in File.ReadLines($"/proc/{Id}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
        }

        return 0;
    }
}
