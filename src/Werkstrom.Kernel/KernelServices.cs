using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel;

/// <summary>Registers what the Kernel offers.</summary>
public static class KernelServices
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds registry, catalog, people, audit, events and notices.</summary>
        /// <param name="folder">The data folder.</param>
        public void AddKernel(DataFolder folder)
        {
            builder.Services.AddSingleton(folder).AddSingleton<Registry>().AddSingleton<SignalCatalog>();
            builder.Services.AddSingleton(TimeProvider.System);
        }
    }
}
