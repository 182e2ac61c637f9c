using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Werkstrom.Kernel.Auditing;

static class AuditServices
{
    extension(IHostApplicationBuilder builder)
    {
        public void AddAudit()
        {
            builder.Services.AddHttpContextAccessor();
            builder.Services.AddSingleton<Actor>().AddSingleton<AuditRows>().AddSingleton<IAudit, Audit>()
                .AddSingleton<ISaveChangesInterceptor, AuditInterceptor>();
        }
    }
}
