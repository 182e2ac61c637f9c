using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Werkstrom.Kernel.Notify;

static class NotifyServices
{
    extension(IHostApplicationBuilder builder)
    {
        public void AddNotify()
        {
            builder.Services.AddOptions<NotifyOptions>()
                .BindConfiguration(NotifyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            builder.Services.AddSingleton<Outbox>().AddSingleton<INotify>(s => s.GetRequiredService<Outbox>())
                .AddSingleton<MailSender>().AddSingleton<WebhookSender>()
                .AddSingleton<OutboxSender>().AddHostedService(s => s.GetRequiredService<OutboxSender>());
        }
    }
}
