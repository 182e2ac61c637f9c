using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Tests.Kernel.Modules;

/// <summary>What fails in the background is started again, and the program stays.</summary>
public sealed class HostedCareTests
{
    [Fact]
    public async Task A_part_that_fails_is_started_again_until_it_works_and_the_program_stays()
    {
        var folder = Directory.CreateTempSubdirectory("ws-");
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.AddKernel(new DataFolder(folder.FullName));
        Fails fails = new();
        builder.Services.AddHostedService(_ => fails);
        using (var host = builder.Build())
        {
            await host.Services.GetRequiredService<Registry>().MigrateAsync(typeof(Registry).Assembly, default);
            await host.StartAsync();

            await fails.Works.WaitAsync(TimeSpan.FromMinutes(1));

            Assert.Equal(3, fails.Runs);
            Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
            await host.StopAsync();
        }

        folder.Delete(recursive: true);
    }

    sealed class Fails : BackgroundService
    {
        readonly TaskCompletionSource _works = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Works => _works.Task;

        public int Runs { get; private set; }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            if (++Runs < 3)
                throw new IOException("Too many open files.");
            _works.SetResult();
        }
    }
}
