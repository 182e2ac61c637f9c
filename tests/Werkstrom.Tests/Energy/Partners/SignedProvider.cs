using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Tests.Energy.Partners;

/// <summary>An index provider on loopback that signs what it is told: the same value for each quarter-hour of a day.</summary>
sealed class SignedProvider : IAsyncDisposable
{
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly ConcurrentDictionary<DateOnly, string> _days = [];
    readonly (string Region, DateOnly First) _of;
    WebApplication? _web;

    SignedProvider(string region, DateOnly first) => _of = (region, first);

    public string Address => _web!.Urls.First();

    public string KeyId => Jws.Thumbprint(X, Y);

    string X => Base64Url.EncodeToString(_key.ExportParameters(false).Q.X);

    string Y => Base64Url.EncodeToString(_key.ExportParameters(false).Q.Y);

    public static async Task<SignedProvider> StartAsync(string region, DateOnly first, int count, byte value)
    {
        SignedProvider provider = new(region, first);
        provider.Rewrite(value, count);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        provider._web = builder.Build();
        provider._web.MapGet("/api/energy/index/keys", () => Results.Json(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = provider.KeyId, x = provider.X, y = provider.Y } } }));
        provider._web.MapGet("/api/energy/index/{region}/{day}/seal", (string region, DateOnly day) =>
            region == provider._of.Region && provider._days.TryGetValue(day, out var jws) ? Results.Json(new { region, day, jws, inputs = "{}" }) : Results.NotFound());
        await provider._web.StartAsync();
        return provider;
    }

    /// <summary>Says all its days anew, as a provider that changes its past.</summary>
    public void Rewrite(byte value, int count)
    {
        var before = "";
        for (var day = _of.First; day < _of.First.AddDays(count); day = day.AddDays(1))
        {
            FrozenDay frozen = new(_of.Region, day, Quarters.Start(GermanTime.Day(day).First).AddHours(-6), GreenIndex.Formula, "00", before, [.. Enumerable.Repeat(value, GermanTime.Day(day).Count)]);
            (_days[day], before) = (frozen.Sign(_key, KeyId), frozen.Hash());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web!.DisposeAsync();
        _key.Dispose();
    }
}
