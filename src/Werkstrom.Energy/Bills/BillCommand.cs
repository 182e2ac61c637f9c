using System.CommandLine;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Energy.Bills;

/// <summary>The verb <c>bills release</c>: for a house with a single admin, who makes runs in the browser and releases them here; the audit tells both apart.</summary>
static class BillCommand
{
    static readonly Argument<long> Run = new("RUN") { Description = "Number of the run" };

    public static Command Make()
    {
        var data = CommonOptions.Data();
        Command release = new("release", "Release a bill run that somebody else made") { Run, data };
        release.SetAction(async (given, stop) =>
        {
            await using var server = await LocalServer.ConnectAsync(new DataFolder(given.GetValue(data)!), stop);
            using var answer = await server.Http.PostAsync(new Uri($"api/energy/bills/runs/{given.GetValue(Run)}/release", UriKind.Relative), null, stop);
            if (answer.IsSuccessStatusCode)
                return 0;
            await Console.Error.WriteLineAsync(await answer.Content.ReadAsStringAsync(stop));
            return 1;
        });
        return new("bills", "Bills") { release };
    }
}
