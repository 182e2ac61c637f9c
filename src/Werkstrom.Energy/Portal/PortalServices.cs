using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Portal.Api;
using Werkstrom.Energy.Portal.Demo;
using Werkstrom.Energy.Portal.Letters;
using Werkstrom.Energy.Portal.Notices;
using Werkstrom.Energy.Portal.Now;
using Werkstrom.Energy.Portal.Own;
using Werkstrom.Energy.Portal.Use;
using Werkstrom.Kernel.Modules;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Portal;

/// <summary>What the module calls to have customers' pages.</summary>
static class PortalServices
{
    static readonly TimeSpan CodeWindow = TimeSpan.FromMinutes(15);

    const int WrongCodes = 10;

    public static IReadOnlyList<MenuEntry> Menu => [new(MenuSection.Energy, "menu.my", Identities.CustomerHome, "home", Policies.Customer, 1)];

    public static IReadOnlyList<Command> Commands => [LetterCommand.Make()];

    public static void AddPortal(this IServiceCollection services)
    {
        services.AddOptions<PortalOptions>().BindConfiguration("energy:portal").ValidateDataAnnotations().ValidateOnStart();
        services.AddKeyedSingleton(LetterDesk.Limit, (s, _) => new AddressLimit(WrongCodes, CodeWindow, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PortalBook>().AddSingleton<LetterDesk>().AddSingleton<ConsentBook>().AddSingleton<NoticeTargets>().AddSingleton<Myself>();
        services.AddScoped<MissingWords>().AddSingleton<MyDayReader>().AddSingleton<RegionCarbon>().AddSingleton<UseReader>().AddSingleton<QuestionBook>().AddSingleton<MyReads>().AddSingleton<MyExport>().AddSingleton<DemoCustomer>();
        services.AddSingleton<StopLinks>().AddSingleton<NoticeMaker>().AddHostedService<NoticeWorker>();
    }

    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapMyForms();
        routes.MapMyApi();
        routes.MapLetterApi();
    }
}
