using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Werkstrom.Tests.Aas;

/// <summary>The reference library of aas-core-works, in TypeScript.</summary>
static class AasOracle
{
    /// <summary>What it says of all JSON files of a folder, each an environment.</summary>
    public static async Task<string> CheckAsync(string folder)
    {
        var script = Path.GetFullPath(Path.Combine(Here(), "../../../clients/aas.mjs"));
        using var node = Process.Start(new ProcessStartInfo("node", [script, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        var (words, errors) = (node.StandardOutput.ReadToEndAsync(limit.Token), node.StandardError.ReadToEndAsync(limit.Token));
        await node.WaitForExitAsync(limit.Token);
        return await errors + await words;
    }

    static string Here([CallerFilePath] string here = "") => here;
}
