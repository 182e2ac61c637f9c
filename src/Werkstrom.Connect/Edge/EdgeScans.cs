using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.Hosting;

namespace Werkstrom.Connect.Edge;

/// <summary>Looks what servers have: one run of the side-car, its answer kept in a file beside the server's queue.</summary>
sealed class EdgeScans(EdgeProgram program, EdgeConfig config, EdgeBook book, IHostApplicationLifetime lifetime, TimeProvider time)
{
    const string FileName = "nodes.json";

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<int, EdgeScan> _scans = new();

    /// <summary>The run that is under way or was the last since the start; null for none.</summary>
    public EdgeScan? Of(int server) => _scans.GetValueOrDefault(server);

    /// <summary>Begins to look; does nothing while one is under way.</summary>
    public EdgeScan Start(EdgeServer server)
    {
        EdgeScan scan = new();
        var now = _scans.AddOrUpdate(server.Id, scan, (_, before) => before.IsRunning ? before : scan);
        if (now == scan)
            _ = Task.Run(() => RunAsync(server, scan));
        return now;
    }

    /// <summary>What a server had when it was looked at last; null when it never was.</summary>
    public async Task<EdgeNodes?> NodesAsync(int server, CancellationToken stop)
    {
        var file = Path.Combine(program.FolderOf(server), FileName);
        if (!File.Exists(file))
            return null;
        await using var stream = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync<EdgeNodes>(stream, JsonSerializerOptions.Web, stop);
    }

    async Task RunAsync(EdgeServer server, EdgeScan scan)
    {
        try
        {
            var nodes = await BrowseAsync(server, scan);
            var file = Path.Combine(program.FolderOf(server.Id), FileName);
            await File.WriteAllBytesAsync(file + ".new", JsonSerializer.SerializeToUtf8Bytes(nodes, JsonSerializerOptions.Web), lifetime.ApplicationStopping);
            File.Move(file + ".new", file, overwrite: true);
            scan.End("", "");
        }
        catch (EdgeException e)
        {
            scan.End(e.Key, e.Values is [string text] ? text : "");
        }
        catch (OperationCanceledException)
        {
            scan.End("scan.late", "");
        }
        catch (Exception e) when (e is Win32Exception or IOException or JsonException or System.Data.Common.DbException)
        {
            scan.End("scan.failed", e.Message);
        }
    }

    async Task<EdgeNodes> BrowseAsync(EdgeServer server, EdgeScan scan)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        stop.CancelAfter(Longest);
        using var process = program.Start(server.Kind, "browse");
        try
        {
            _ = process.StandardError.ReadToEndAsync(stop.Token);
            await process.StandardInput.WriteLineAsync(config.Browse(server).ToJsonString());
            await process.StandardInput.FlushAsync(stop.Token);
            List<EdgeNode> nodes = [];
            while (await process.StandardOutput.ReadLineAsync(stop.Token) is { } line)
            {
                switch (EdgeReport.Read(line))
                {
                    case { Type: "nodes", Nodes: { } page }:
                        nodes.AddRange(page.Deserialize<List<EdgeNode>>(JsonSerializerOptions.Web)!);
                        scan.Count = nodes.Count;
                        break;
                    case { Type: "certificate", Fingerprint: { } fingerprint }:
                        await book.PinAsync(server.Id, fingerprint, stop.Token);
                        break;
                    case { Type: "failed" } failed:
                        throw new EdgeException("fault." + failed.Code, failed.Text ?? "");
                    case { Type: "done" } done:
                        return new(time.GetUtcNow(), done.Cut, nodes);
                }
            }

            throw new EdgeException("scan.broken");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>A look at a server.</summary>
sealed class EdgeScan
{
    volatile bool _isRunning = true;

    public bool IsRunning => _isRunning;

    /// <summary>Nodes so far.</summary>
    public int Count { get; set; }

    /// <summary>Name of the sentence that says what went wrong; empty for nothing.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>What the side-car said about it.</summary>
    public string Text { get; private set; } = "";

    public void End(string fault, string text)
    {
        (Fault, Text) = (fault, text);
        _isRunning = false;
    }
}

/// <summary>What a server had.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="Cut">Whether it has more than was taken.</param>
/// <param name="Nodes">Its nodes, those above before those below.</param>
sealed record EdgeNodes(DateTimeOffset At, bool Cut, IReadOnlyList<EdgeNode> Nodes);
