using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Store.Live;
using Werkstrom.Store.Queries;

namespace Werkstrom.Store;

/// <summary>Registers what the Store offers.</summary>
public static class StoreServices
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds the sink, the queries, the live values, and the workers behind them.</summary>
        public void AddStore() => builder.Services.AddSingleton<SampleQueries>().AddSingleton<LiveValues>();
    }
}
