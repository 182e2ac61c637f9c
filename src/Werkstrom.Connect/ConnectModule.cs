using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Werkstrom.Connect.Edge;
using Werkstrom.Connect.Import;
using Werkstrom.Connect.Json;
using Werkstrom.Connect.LineProtocol;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt;
using Werkstrom.Connect.Mqtt.Browse;
using Werkstrom.Connect.Mqtt.Clients;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect;

/// <summary>Ways in: line protocol, JSON, files, MQTT, OPC UA, Modbus, and why data is missing.</summary>
public sealed class ConnectModule : IModule
{
    /// <inheritdoc/>
    public static string Name => "connect";

    /// <inheritdoc/>
    public static IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuSection.Setup, "menu.missing", "/missing", "help-circle", Policies.Read, 20),
        new(MenuSection.Setup, "menu.topics", "/setup/topics", "sitemap", Policies.Engineer, 28),
        new(MenuSection.Setup, "menu.mapping", "/setup/rules", "route", Policies.Engineer, 30),
        new(MenuSection.Setup, "menu.mqtt", "/setup/mqtt", "plug", Policies.Engineer, 32),
        .. EdgeServices.Menu,
        .. ImportServices.Menu,
    ];

    /// <inheritdoc/>
    public static IReadOnlyList<Command> Commands => [.. ImportServices.Commands, TopicCommand.Make(), .. EdgeServices.Commands];

    /// <inheritdoc/>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConnectOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        services.AddRegistry<ConnectDb>();
        services.AddSingleton<SeriesCache>().AddSingleton<LineResolver>().AddSingleton<LineIntake>();
        services.AddSingleton<RuleBook>().AddSingleton<SignalDesk>().AddSingleton<ReachBook>();
        services.AddSingleton<RecentBook>().AddSingleton<SourceSlots>().AddSingleton<SourceBook>().AddSingleton<LetterShelf>().AddSingleton<DeadLetterQueue>();
        services.AddSingleton<IDeadLetters>(all => all.GetRequiredService<DeadLetterQueue>());
        services.AddSingleton<JsonIntake>().AddSingleton<IReplayer>(all => all.GetRequiredService<JsonIntake>());
        services.AddSingleton<IReplayer>(all => all.GetRequiredService<LineIntake>());
        services.AddSingleton<LetterDesk>().AddSingleton<LetterGroups>().AddSingleton<SilentSignals>();
        services.AddSingleton<IStartStep, MissingStart>().AddHostedService<MissingWorker>();
        builder.AddImport();
        services.AddMqtt();
        builder.AddEdge();
    }

    /// <inheritdoc/>
    public static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapWrite();
        routes.MapInflux();
        routes.MapSamples();
        var connect = routes.MapGroup("/api/connect");
        connect.MapRules();
        connect.MapTopicRules();
        connect.MapTopics();
        connect.MapMissing();
        connect.MapMqttClients();
        connect.MapEdge();
        routes.MapImport();
        routes.MapMqtt();
    }
}
