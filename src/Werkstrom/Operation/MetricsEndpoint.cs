using OpenTelemetry;
using OpenTelemetry.Metrics;
using Werkstrom.Kernel.People;

namespace Werkstrom.Operation;

/// <summary>Figures of the program for operators: <c>/metrics</c> in Prometheus text, and OTLP when <c>otlp:endpoint</c> is set.</summary>
static class MetricsEndpoint
{
    public static void AddMetrics(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PrometheusText>();
        if (builder.Configuration["otlp:endpoint"] is not { Length: > 0 } endpoint)
            return;

        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter("Werkstrom.*", "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddOtlpExporter(exporter => exporter.Endpoint = new(endpoint))
            .Build());
        builder.Services.AddHostedService<OtlpExport>();
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<PrometheusText>(); // listens from the start, not from the first question
        routes.MapGet("/metrics", (PrometheusText text) => TypedResults.Text(text.Write(), "text/plain; version=0.0.4"))
            .WithTags("Operation").WithSummary("Figures of the program, Prometheus text format").RequireAuthorization(Policies.Read);
    }

    /// <summary>Makes the container build the exporter, and dispose it at the end.</summary>
    sealed class OtlpExport(MeterProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken stop) => Task.CompletedTask;

        public Task StopAsync(CancellationToken stop)
        {
            provider.ForceFlush(timeoutMilliseconds: 2_000);
            return Task.CompletedTask;
        }
    }
}
