using System.Security.Cryptography;
using System.Text.Json;
using System.Buffers.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Cooperation;

/// <summary>A partner's interface on a free port: signed days as Werkstrom gives them and a GrünstromIndex as documented, each with the faults that it is told.</summary>
sealed class PartnerServer : IAsyncDisposable
{
    public const string Token = "wst_pilot-partner-token";

    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly WebApplication _app;
    int _asked;

    PartnerServer(string fault)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Use(async (http, next) =>
        {
            if (fault == "token" || http.Request.Headers.Authorization != $"Bearer {Token}")
                http.Response.StatusCode = 401;
            else if (fault == "busy" && Interlocked.Increment(ref _asked) % 4 == 0)
                http.Response.StatusCode = 503;
            else
                await next();
        });
        EndpointRouteBuilderExtensions.MapGet(_app, "/api/energy/index/keys", http => http.Response.WriteAsync(Keys()));
        EndpointRouteBuilderExtensions.MapGet(_app, "/api/energy/index/{region}/{day}/seal", http => SealAsync(http, fault));
        EndpointRouteBuilderExtensions.MapGet(_app, "/v2.0/gsi/prediction", http => http.Response.WriteAsync(fault == "html" ? "<html>" : Gsi(fault)));
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<PartnerServer> StartAsync(string fault)
    {
        PartnerServer server = new(fault);
        await server._app.StartAsync();
        server.Address = new(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    string Id => Jws.Thumbprint(X, Y);

    string X => Base64Url.EncodeToString(_key.ExportParameters(false).Q.X);

    string Y => Base64Url.EncodeToString(_key.ExportParameters(false).Q.Y);

    string Keys() => JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = Id, x = X, y = Y } } });

    Task SealAsync(HttpContext http, string fault)
    {
        var day = DateOnly.ParseExact((string)http.Request.RouteValues["day"]!, "yyyy-MM-dd");
        if (fault == "gaps" && day.Day == 30) // of March and of none other in the period of the tests
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        var jws = Frozen(day, fault).Sign(_key, Id);
        if (fault == "forged" && day.Day == 30)
            jws = $"{jws.Split('.')[0]}.{Base64Url.EncodeToString((Frozen(day, fault) with { Inputs = "other" }).Canonical())}.{jws.Split('.')[2]}";
        return http.Response.WriteAsync(JsonSerializer.Serialize(new { region = "nord", day, seal = (object?)null, jws, inputs = "" }));
    }

    // signed at 17:50 German time of the day before; one of them at 18:31 when it is late; a chain from 27 March on
    static FrozenDay Frozen(DateOnly day, string fault)
    {
        var noon = Quarters.Start(GermanTime.Day(day.AddDays(-1)).End).AddHours(-6);
        var at = fault == "late" && day.Day == 30 ? noon.AddMinutes(31) : noon.AddMinutes(-10);
        var before = day <= new DateOnly(2026, 3, 27) ? "" : Frozen(day.AddDays(-1), fault).Hash();
        return new("nord", day, at, "WGI-1", "inputs", before, [.. Enumerable.Range(0, GermanTime.Day(day).Count).Select(i => (byte)(i % 101))]);
    }

    static string Gsi(string fault) => JsonSerializer.Serialize(new
    {
        err = false,
        location = new { zip = "69256", city = "Mauer" },
        forecast = Enumerable.Range(0, 36).Where(i => fault != "gaps" || i != 7).Select(i => new Dictionary<string, object?>
        {
            ["epochtime"] = 1_787_842_800L + (3_600 * i),
            ["eevalue"] = fault == "nulls" && i is 3 or 4 ? null : 79,
            ["gsi"] = 75.05,
            ["timeStamp"] = (1_787_842_800L + (3_600 * i)) * 1000,
            ["iat"] = 1_787_817_723_110L,
            ["energyprice"] = "-0.0395000",
            ["co2_avg"] = null, // as the service itself gives it: not promised, so no fault
            ["zip"] = "69256",
        }),
    });
}
