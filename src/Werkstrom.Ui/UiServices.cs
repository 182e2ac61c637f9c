using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Modules;
using Werkstrom.Ui.Menu;
using Werkstrom.Ui.Parts;

namespace Werkstrom.Ui;

/// <summary>Registers what the pages share.</summary>
public static class UiServices
{
    extension(IHostApplicationBuilder builder)
    {
        /// <summary>Adds texts, formats and the menu.</summary>
        /// <param name="menu">The entries of all modules.</param>
        public void AddUi(IReadOnlyList<MenuEntry> menu)
        {
            builder.Services.AddOptions<UiOptions>().BindConfiguration(UiOptions.Name)
                .ValidateDataAnnotations()
                .Validate(o => TimeZoneInfo.TryFindSystemTimeZoneById(o.TimeZone, out _), "Ui:TimeZone is not a zone that this machine knows.")
                .ValidateOnStart();
            builder.Services.AddLocalization();
            builder.Services.AddHttpContextAccessor();
            builder.Services.AddCascadingAuthenticationState();
            builder.Services.AddSingleton(menu);
            builder.Services.AddSingleton<Format>();
            builder.Services.AddSingleton<Preloads>();
            builder.Services.AddScoped<VisibleMenu>();
            builder.Services.AddOptions<RequestLocalizationOptions>().Configure<IOptions<UiOptions>>(SetLanguages);
        }
    }

    static void SetLanguages(RequestLocalizationOptions request, IOptions<UiOptions> ui)
    {
        string[] languages = [.. UiOptions.Languages];
        request.SetDefaultCulture(ui.Value.Language).AddSupportedCultures(languages).AddSupportedUICultures(languages);
        request.ApplyCurrentCultureToResponseHeaders = true;
        request.RequestCultureProviders =
            [new CookieRequestCultureProvider { CookieName = LanguageEndpoint.Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
    }
}
