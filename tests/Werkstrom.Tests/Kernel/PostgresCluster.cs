using System.Diagnostics;

namespace Werkstrom.Tests.Kernel;

/// <summary>
/// A PostgreSQL server of our own for one run of the tests: on a Unix socket in a temporary folder, without fsync. A shell holds it
/// and waits on its standard input; when this process ends, however it ends, the input closes and the shell stops the server and removes the folder.
/// </summary>
static class PostgresCluster
{
    const string Script = """
        set -e
        dir=$(mktemp -d /tmp/werkstrom-pg-XXXXXX)
        trap 'rm -rf "$dir"' EXIT
        "$0/initdb" -D "$dir/data" -U werkstrom -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1
        "$0/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
            -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB >"$dir/postgres.log" 2>&1 </dev/null &
        server=$!
        until "$0/pg_isready" -q -h "$dir"; do kill -0 $server; sleep 0.1; done
        echo "$dir"
        cat >/dev/null
        kill -INT $server
        wait $server || true
        """;

    static readonly Lazy<string> Started = new(Start);

    static Process? _shell;

    /// <summary>Why there is no PostgreSQL here, or null.</summary>
    public static string? Missing { get; } = Folder() is null ? "PostgreSQL is not installed (Debian: postgresql)" : null;

    /// <summary>Connection string to a database of this server.</summary>
    public static string ConnectionString(string database) =>
        $"Host={Started.Value};Username=werkstrom;Database={database};Maximum Pool Size=10";

    static string? Folder() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(v => Path.Combine(v, "bin")).Where(b => File.Exists(Path.Combine(b, "postgres")))
            .OrderByDescending(b => b, StringComparer.Ordinal).FirstOrDefault()
        : null;

    static string Start()
    {
        var bin = Folder() ?? throw new InvalidOperationException(Missing);
        string[] shell = ["/bin/sh", "-c", Script, bin];
        if (Environment.UserName == "root")
            shell = ["runuser", "-u", "postgres", "--", .. shell]; // PostgreSQL refuses to run as root
        var start = new ProcessStartInfo(shell[0], shell[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        _shell = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
        return _shell.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PostgreSQL did not start.");
    }

    static void Stop()
    {
        _shell!.StandardInput.Close();
        _shell.WaitForExit(TimeSpan.FromSeconds(20));
    }
}
