using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Condition;
using Werkstrom.Condition.Cases;
using Werkstrom.Condition.Findings;
using Werkstrom.Condition.Notices;
using Werkstrom.Condition.Watching;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Notify;
using Werkstrom.Kernel.People;
using Werkstrom.Store;
using Werkstrom.Store.Records;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Kernel.Notify;
using Werkstrom.Ui;

namespace Werkstrom.Tests.Condition.Notices;

/// <summary>What tests of notices stand on.</summary>
static class NoticePlant
{
    /// <summary>A registry, a Store and what notices need, without the worker: the test looks and sends by itself.</summary>
    public static Task<Registries> OpenAsync(Engine engine, params (string, string)[] settings) => Registries.OpenAsync(engine, Add,
        [("notify:allowPrivateWebhooks", "true"), ("kernel:publicUrl", "https://werk.example"), ("Ui:Language", "de"), .. settings]);

    static void Add(IHostApplicationBuilder builder)
    {
        builder.AddStore();
        var services = builder.Services;
        services.AddLocalization().AddHttpContextAccessor().AddRegistry<ConditionDb>();
        services.AddOptions<UiOptions>().BindConfiguration(UiOptions.Name);
        services.AddSingleton<Format>().AddSingleton<Werkstrom.Condition.Plant.Machines>().AddSingleton<FindingBook>().AddSingleton<Werkstrom.Condition.Rules.RuleBook>();
        services.AddSingleton(all => new WatchBook(all.GetRequiredService<DataFolder>().Folder("watch"), TimeZoneInfo.Utc)).AddSingleton<Rates>().AddSingleton<CaseWords>();
        services.AddNotices();
    }

    public static async Task<NoticeReceiver> HookAsync(Registries registry, string name, string address, string quiet = "", bool actBreaks = true, int perHour = 100)
    {
        var answer = await registry.Get<NoticeDesk>().SaveAsync(new ReceiverWish { Kind = ReceiverKind.Webhook, Name = name, Address = address, Form = MessageForm.Text, Quiet = quiet, ActBreaks = actBreaks, PerHour = perHour }, default);
        return answer.Saved!;
    }

    public static async Task RuleAsync(Registries registry, params NoticeStep[] steps) =>
        Assert.Empty((await registry.Get<NoticeDesk>().SaveAsync(new RuleWish { Name = "alles", OnNew = true, OnClosed = true, OnAssigned = true, Steps = steps }, [], default)).Faults);

    public static NewRecord Case(Registries registry, string title, string state = "open", string severity = "watch") =>
        new("case", null, registry.Clock.GetUtcNow().AddHours(-1), null, new Dictionary<string, object?>
        {
            ["title"] = title,
            ["state"] = state,
            ["severity"] = severity,
            ["certainty"] = 80.0,
            ["noticed_at"] = registry.Clock.GetUtcNow(),
        });

    public static async Task<long> AddAsync(Registries registry, NewRecord row) => (await registry.Get<RecordStore>().AppendAsync([row], "test", default)).Rows[0].Id;

    /// <summary>Time goes on, and the worker and the sender of messages look once.</summary>
    public static async Task RunAsync(Registries registry, double minutes = 0.2)
    {
        registry.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await registry.Get<NoticeLook>().LookAsync(default);
        await registry.Get<NoticeSend>().SendDueAsync(default);
        while (await registry.Get<OutboxSender>().SendDueAsync(default) > 0)
        {
        }
    }
}
