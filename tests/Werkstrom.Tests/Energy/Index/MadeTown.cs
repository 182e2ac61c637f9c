using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Werkstrom.Energy;
using Werkstrom.Energy.Index.Forecast;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Index.Regions;
using Werkstrom.Energy.Index.Verifying;
using Werkstrom.Energy.Series;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Energy.Index;

/// <summary>A made-up town on a host of its own, with a clock that stands still.</summary>
sealed class MadeTown : IAsyncDisposable
{
    static readonly TimeZoneInfo German = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public Host Host { get; } = new();

    public TestClock Clock { get; } = new(new(2024, 6, 30, 15, 59, 0, TimeSpan.Zero)); // 17:59 in Germany

    public static async Task<MadeTown> OpenAsync()
    {
        MadeTown town = new();
        await town.Host.InitializeAsync();
        (await town.Host.Local.PutAsJsonAsync("api/energy/index/T", new { name = "Mühlstadt", zone = "DE-LU", postalCodes = "69256 69118=50" })).EnsureSuccessStatusCode();
        return town;
    }

    public T Get<T>() where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>SMARD's CSV with the course of the day and some weather, local stamps.</summary>
    public static string Smard(DateTime from, DateTime to, string wind = "")
    {
        StringBuilder text = new("Datum von;Datum bis;Wind Onshore [MWh] Originalauflösungen;Photovoltaik [MWh] Originalauflösungen;Gesamt (Netzlast) [MWh] Originalauflösungen\n");
        for (var at = from; at < to; at = at.AddMinutes(15))
        {
            if (German.IsInvalidTime(at))
                continue;
            var hour = at.TimeOfDay.TotalHours;
            var windy = wind.Length > 0 && at == from ? wind : N(2 + Math.Sin(at.DayOfYear) + (0.1 * Math.Sin(hour)));
            text.Append(CultureInfo.InvariantCulture, $"{at:dd.MM.yyyy HH:mm};{at.AddMinutes(15):dd.MM.yyyy HH:mm};{windy};{N(Math.Max(0, 4 * Math.Sin((hour - 6) * Math.PI / 12)))};{N(10 + (2 * Math.Sin(hour / 3)))}\n");
        }

        return text.ToString();
    }

    /// <summary>Hours of the zone: 50 % by night, 75 % by day.</summary>
    public static string Zone(DateTime from, DateTime to)
    {
        StringBuilder text = new("timestamp_unix,datetime_utc,net_load_mw_avg,renewable_generation_mw_avg,solar_mw_avg,residual_load_mw_avg,day_ahead_price_eur_mwh\n");
        for (var at = from; at < to; at = at.AddHours(1))
        {
            if (German.IsInvalidTime(at))
                continue;
            var utc = TimeZoneInfo.ConvertTimeToUtc(at, German);
            text.Append(CultureInfo.InvariantCulture, $"{new DateTimeOffset(utc).ToUnixTimeSeconds()},{utc:O},1000,{(at.Hour is >= 8 and < 18 ? 750 : 500)},0,0,{80 - at.Hour}\n");
        }

        return text.ToString();
    }

    public async Task<JsonNode> ImportAsync(string text, string further = "", string region = "T")
    {
        using StringContent body = new(text);
        return await IndexYear.JsonAsync(await Host.Local.PostAsync($"api/energy/index/{region}/import?file=made.csv{further}", body));
    }

    /// <summary>The desk on this clock.</summary>
    public FreezeDesk Desk() => new(
        Get<IDbContextFactory<EnergyDb>>(), Get<InputBook>(), new(Get<IDbContextFactory<EnergyDb>>(), Get<IndexPasts>(), Get<SeriesBook>(), Clock), Get<IndexKeys>(), Get<SeriesBook>(),
        Get<IndexSignal>(), Clock);

    /// <summary>The worker on this clock; a new one is as after a restart.</summary>
    public FreezeWorker Worker(FreezeDesk desk) => new(Get<RegionBook>(), Get<InputMaker>(), desk, Clock, NullLogger<FreezeWorker>.Instance);

    public Task<VerifyAnswer> VerifyAsync() => Get<IndexVerifier>().RunAsync("T", default);

    public ValueTask DisposeAsync() => new(Host.DisposeAsync());

    static string N(double number) => number.ToString("0.00", CultureInfo.GetCultureInfo("de-DE"));
}
