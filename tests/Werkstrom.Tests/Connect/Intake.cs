using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Werkstrom.Connect;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.Signals;
using Werkstrom.Store.Ingest;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect;

/// <summary>Connect on a registry of its own; what would go to disk is kept in memory, to be looked at.</summary>
sealed class Intake : IAsyncDisposable
{
    readonly Registries _registries;

    Intake(Registries registries) => _registries = registries;

    public ShownSink Sink { get; } = new();

    public Registries Registries => _registries;

    public Source Source { get; } = new("test", "test", "");

    /// <summary>How far the sender's key reaches; null for everywhere.</summary>
    public Reach? Reach { get; set; }

    public static async Task<Intake> OpenAsync(Engine engine = Engine.Sqlite, params (string Key, string Value)[] settings)
    {
        ShownSink sink = new();
        var registries = await Registries.OpenAsync(engine, builder =>
        {
            ConnectModule.AddTo(builder);
            builder.Services.Replace(ServiceDescriptor.Singleton<ISampleSink>(sink));
        }, settings);
        return new(registries, sink);
    }

    Intake(Registries registries, ShownSink sink) : this(registries) => Sink = sink;

    public T Get<T>() where T : notnull => _registries.Get<T>();

    public Task<WriteTally> WriteAsync(string lines, Precision precision = Precision.Nanoseconds) =>
        WriteAsync(Encoding.UTF8.GetBytes(lines), precision);

    public Task<WriteTally> WriteAsync(byte[] lines, Precision precision = Precision.Nanoseconds) =>
        WriteAsync(new MemoryStream(lines), precision);

    public Task<WriteTally> WriteAsync(Stream body, Precision precision = Precision.Nanoseconds) =>
        Get<LineIntake>().ReadAsync(body, new(Source, Reach), precision, default);

    /// <summary>What was stored, <c>path@micros=value</c>, in order.</summary>
    public IReadOnlyList<string> Stored() =>
        [.. Sink.Samples.Select(s => FormattableString.Invariant($"{Path(s.Signal)}@{s.Instant}={s.Value}"))];

    public ValueTask DisposeAsync() => _registries.DisposeAsync();

    string Path(int signal) => Get<SignalCatalog>().TryGet(signal, out var found) ? found.Path : $"?{signal}";
}

/// <summary>A disk that keeps everything in memory, or refuses.</summary>
sealed class ShownSink : ISampleSink
{
    public List<(int Signal, long Instant, double Value)> Samples { get; } = [];

    public List<byte> Qualities { get; } = [];

    public Exception? Refuses { get; set; }

    public int Writes { get; private set; }

    public ValueTask WriteAsync(SampleBatch batch, CancellationToken stop)
    {
        if (Refuses is not null)
            throw Refuses;
        Writes++;
        Qualities.AddRange(batch.Qualities);
        for (var at = 0; at < batch.Count; at++)
            Samples.Add((batch.Signals[at], batch.Instants[at], batch.Values[at]));
        return default;
    }
}
