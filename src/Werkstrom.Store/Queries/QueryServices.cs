using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Werkstrom.Store.Records;
using Werkstrom.Store.Sql;

namespace Werkstrom.Store.Queries;

/// <summary>Registers what asks the Store.</summary>
static class QueryServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Adds samples, records and SQL.</summary>
        public void AddQueries()
        {
            services.AddOptions<SqlOptions>().BindConfiguration(SqlOptions.Name).ValidateDataAnnotations().ValidateOnStart();
            services.TryAddSingleton<SampleQueries>();
            services.AddSingleton<RecordStore>().AddSingleton<RecordQueries>().AddSingleton<SqlQueries>();
        }
    }
}
