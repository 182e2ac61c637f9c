using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Store;

namespace Werkstrom.Setup.Operation;

static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder setup) => setup.MapGet("/status", Get)
        .WithTags("Operation").WithSummary("Disk and when it will be full, sizes, messages, versions").RequireAuthorization(Policies.Engineer);

    internal static async Task<Ok<StatusView>> Get(StatusReader reader, CancellationToken stop) => TypedResults.Ok(await reader.ReadAsync(stop));
}

/// <summary>How the server is.</summary>
sealed record StatusView(
    string Version, string Runtime, string System, DateTimeOffset StartedAt, long MemoryBytes, string Folder, DiskView Disk,
    IReadOnlyList<SizeView> Sizes, long SamplesWaiting, string? StoreTrouble,
    int MessagesWaiting, int MessagesGivenUp, DateTimeOffset? CertificateUntil, IReadOnlyDictionary<string, Dictionary<string, object>> Parts);

/// <summary>A part of the data folder and its bytes on disk.</summary>
sealed record SizeView(string Part, long Bytes);

/// <summary>Reads <see cref="StatusView"/>.</summary>
sealed class StatusReader(DataFolder folder, DiskTrend disk, INotify notify, SampleStore store, IEnumerable<IStatusPart> parts)
{
    static readonly DateTimeOffset Started = ProcessStart();

    public async Task<StatusView> ReadAsync(CancellationToken stop)
    {
        var (waiting, givenUp) = await notify.CountAsync(stop);
        var samples = store.Status;
        var version = typeof(StatusReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return new(
            version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, Started, Environment.WorkingSet,
            folder.Path, disk.Now(), Sizes(),
            samples.QueuedSamples + samples.PendingSamples, samples.Trouble, waiting, givenUp, Certificate(),
            parts.ToDictionary(part => part.Name, part => part.Read().Lines.ToDictionary(line => line.Name, line => line.Value)));
    }

    static DateTimeOffset ProcessStart()
    {
        using var own = Process.GetCurrentProcess();
        return own.StartTime.ToUniversalTime();
    }

    SizeView[] Sizes() =>
    [
        new("registry", Files("registry.db*")),
        new("store", Files("store.duckdb*")),
        new("log", Below("log")),
        new("archive", Below("archive")),
        new("mqtt", Below("mqtt")),
        new("backups", Below("backups")),
    ];

    long Files(string pattern) => new DirectoryInfo(folder.Path).EnumerateFiles(pattern).Sum(Length);

    long Below(string name) =>
        new DirectoryInfo(folder.File(name)) is { Exists: true } inner ? inner.EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length) : 0;

    static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException) // closed and dropped meanwhile
        {
            return 0;
        }
    }

    DateTimeOffset? Certificate()
    {
        var own = Path.Combine(folder.File("tls"), "werkstrom.pfx");
        if (!File.Exists(own))
            return null;
        using var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadPkcs12FromFile(own, null);
        return certificate.NotAfter.ToUniversalTime();
    }
}
