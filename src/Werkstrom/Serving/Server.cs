using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Store;

namespace Werkstrom.Serving;

/// <summary>One running Werkstrom on one data folder. Start reading here: the order below is the order of the start.</summary>
sealed class Server : IAsyncDisposable
{
    readonly FolderLock _lock;
    readonly WebApplication _app;

    Server(FolderLock taken, WebApplication app) => (_lock, _app) = (taken, app);

    public IServiceProvider Services => _app.Services;

    /// <summary>Where its pages are, with the real ports; the socket and the ports of MQTT left out.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Where(a => !a.Contains("unix:", StringComparison.Ordinal) && !MqttPorts.Contains(new Uri(a).Port))];

    /// <summary>The ports of MQTT.</summary>
    public IReadOnlyList<int> MqttPorts =>
        _app.Services.GetRequiredService<IOptions<MqttOptions>>().Value is var mqtt ? [.. new[] { mqtt.Port, mqtt.TlsPort }.Where(port => port > 0)] : [];

    /// <exception cref="StartException">Something its operator can mend.</exception>
    public static async Task<Server> StartAsync(ServeSettings settings, ModuleList modules, CancellationToken stop)
    {
        if (Listening.Errors(settings) is { Count: > 0 } errors)
            throw new StartException(string.Join(Environment.NewLine, errors));

        var folder = new DataFolder(settings.Data);
        var taken = FolderLock.Take(folder);
        WebApplication? app = null;
        try
        {
            app = Build(settings, folder, modules);
            var mqtt = app.Services.GetRequiredService<IOptions<MqttOptions>>().Value;
            if (Listening.Taken(settings, ("--mqtt-port", new(IPAddress.Loopback, mqtt.Port)), ("mqtt:tlsPort", new(IPAddress.Any, mqtt.TlsPort))) is { Count: > 0 } busy)
                throw new StartException(string.Join(Environment.NewLine, busy));
            await PrepareAsync(app.Services, stop);
            await app.StartAsync(stop);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder.Socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            ThreadPool.UnsafeQueueUserWorkItem(static _ => GiveBack(), null);
            return new(taken, app);
        }
        catch
        {
            if (app is not null)
            {
                app.Lifetime.StopApplication(); // what runs in the background ends as asked and not by a fault
                await app.DisposeAsync();
            }

            taken.Dispose();
            throw;
        }
    }

    /// <summary>Runs until the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken stop) => _app.WaitForShutdownAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None); // the log is drained however the end came
        await _app.DisposeAsync();
        _lock.Dispose();
    }

    static WebApplication Build(ServeSettings settings, DataFolder folder, ModuleList modules)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        Configure(builder, settings, folder);
        var certificate = new Lazy<X509Certificate2>(() => Certificates.Load(settings, folder, TimeProvider.System));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => Listening.Configure(kestrel, settings, folder.Socket, certificate));
        builder.Services.AddSingleton(settings).AddSingleton(certificate).AddSingleton(modules).AddSingleton(modules.Menu);

        builder.AddKernel(folder);
        builder.AddStore();
        modules.AddTo(builder);
        builder.AddWeb(modules);

        var app = builder.Build();
        app.UseWeb(modules, settings);
        return app;
    }

    static void Configure(WebApplicationBuilder builder, ServeSettings settings, DataFolder folder)
    {
        builder.Configuration
            .AddJsonFile(folder.File("werkstrom.json"), optional: true)
            .AddEnvironmentVariables("WERKSTROM_")
            .AddInMemoryCollection(settings.Configuration);
        if (settings.MqttPort is { } port)
            builder.Configuration.AddInMemoryCollection([new("mqtt:port", $"{port}")]);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace); // standard output belongs to what was asked for
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Werkstrom", LogLevel.Information)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
    }

    /// <summary>What only the start needed goes back to the system: 12 MB, which would otherwise stay until there is much to do.</summary>
    static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Migrations first, then what must be loaded before the first request.</summary>
    static async Task PrepareAsync(IServiceProvider services, CancellationToken stop)
    {
        var registry = services.GetRequiredService<Registry>();
        foreach (var owner in services.GetServices<RegistryAssembly>().DistinctBy(owner => owner.Assembly))
            await registry.MigrateAsync(owner.Assembly, stop);
        var log = services.GetRequiredService<ILogger<Server>>();
        foreach (var step in services.GetServices<IStartStep>().OrderBy(step => step.Order))
        {
            var start = Stopwatch.GetTimestamp();
            await step.StartAsync(stop);
            log.StepDone(step.GetType().Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
