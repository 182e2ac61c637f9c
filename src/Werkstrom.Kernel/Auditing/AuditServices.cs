using Microsoft.EntityFrameworkCore;
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
            builder.Services.AddOptions<AuditOptions>()
                .BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            builder.Services.AddSingleton<Actor>().AddSingleton<AuditRows>().AddSingleton<IAudit, Audit>()
                .AddSingleton(s => new AuditLog(s.GetRequiredService<IDbContextFactory<KernelDb>>()))
                .AddSingleton<ISaveChangesInterceptor, AuditInterceptor>()
                .AddHostedService<AuditRetention>();
        }
    }
}
