using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Access;
using Werkstrom.Connect.Mqtt.Browse;
using Werkstrom.Connect.Mqtt.Clients;
using Werkstrom.Connect.Mqtt.HomeAssistant;
using Werkstrom.Connect.Mqtt.Online;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Connect.Mqtt.Sparkplug;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Transport;

namespace Werkstrom.Connect.Mqtt;

/// <summary>Registers the server of MQTT and the way from its messages to samples.</summary>
static class MqttServices
{
    const string Section = "mqtt";

    public static void AddMqtt(this IServiceCollection services)
    {
        services.AddOptions<MqttOptions>().BindConfiguration(Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, MqttListening>();
        services.AddSingleton<IConnectionListenerFactory>(all => new MqttListenerFactory(
            all.GetRequiredService<IOptions<MqttOptions>>().Value.IsPlain, all.GetRequiredService<ILogger<MqttListenerFactory>>()));
        services.AddSingleton<SeenTopics>().AddSingleton<TopicProposer>();
        services.AddSingleton<TopicEdition>().AddSingleton<TopicDesk>().AddSingleton<TopicRuleBook>().AddSingleton<ITopicKind, RuleTopics>().AddSingleton<TopicTrier>();
        services.AddSingleton<MqttRates>().AddSingleton<MqttFloods>();
        services.AddSingleton<MqttMeters>().AddSingleton<MqttWatch>().AddSingleton<MqttAuthority>().AddSingleton<MqttIntake>();
        services.AddSingleton<IReplayer>(all => all.GetRequiredService<MqttIntake>());
        services.AddSingleton(Make);
        services.AddSingleton<ClientAuthority>().AddSingleton<MqttTerms>().AddSingleton<IDeviceTerms>(all => all.GetRequiredService<MqttTerms>());
        services.AddSingleton<ClientDesk>().AddSingleton<MqttStatus>().AddSingleton<IStatusPart>(all => all.GetRequiredService<MqttStatus>());
        services.AddSingleton<IBackupPart, MqttBackup>();
        services.AddSingleton<MqttRunner>().AddSingleton<IStartStep>(all => all.GetRequiredService<MqttRunner>());
        services.AddHostedService(all => all.GetRequiredService<MqttRunner>());
        services.AddSingleton<OnlineDesk>().AddSingleton<SparkplugRebirths>().AddSingleton<SparkplugBook>().AddSingleton<ITopicKind>(all => all.GetRequiredService<SparkplugBook>());
        services.AddSingleton<HomeBook>().AddSingleton<ITopicKind>(all => all.GetRequiredService<HomeBook>()).AddSingleton<ITopicKind, OnlineTopics>();
        services.AddSingleton<HomeWorker>().AddSingleton<IStartStep>(all => all.GetRequiredService<HomeWorker>());
        services.AddSingleton<IStartStep, OnlineStart>().AddHostedService(all => all.GetRequiredService<HomeWorker>());
        services.AddHostedService<MqttFeeds>();
        services.AddHostedService<SparkplugHost>(); // behind the runner, so that it ends before
    }

    /// <summary>MQTT over WebSocket. Anonymous here: the CONNECT in it carries the token.</summary>
    public static void MapMqtt(this IEndpointRouteBuilder routes) =>
        routes.Map("/mqtt", (HttpContext http) => MqttWebSocket.RunAsync(http, http.RequestServices.GetRequiredService<MqttServer>(), http.RequestAborted))
            .AllowAnonymous().ExcludeFromDescription();

    static MqttServer Make(IServiceProvider all)
    {
        var options = all.GetRequiredService<IOptions<MqttOptions>>().Value;
        return new(
            new()
            {
                Folder = all.GetRequiredService<DataFolder>().Folder(MqttBackup.Name),
                MaximumConnections = options.MaximumConnections,
                MaximumKeepAlive = (ushort)options.MaximumKeepAlive,
                Limits = options.Limits(),
            },
            all.GetRequiredService<MqttAuthority>(), all.GetRequiredService<MqttIntake>(), all.GetRequiredService<MqttWatch>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<MqttServer>>());
    }
}
