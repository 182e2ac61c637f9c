using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Werkstrom.Energy.Index;
using Werkstrom.Energy.Index.Freezing;
using Werkstrom.Energy.Index.Inputs;
using Werkstrom.Energy.Market.Sources;
using Werkstrom.Energy.Series;
using Werkstrom.Tariff.Index;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Partners;

/// <summary>
/// Takes the frozen days of a partner, one after the other, and keeps those that hold: signed by the key that is trusted, of that region and day, and
/// following the day before as it stands here. Nothing else ever prices.
/// </summary>
sealed partial class PartnerTaker(PartnerShelf shelf, SourceHttp http, SeriesBook series, IndexSignal signal, TimeProvider clock, ILogger<PartnerTaker> log) : IDisposable
{
    static readonly TimeSpan Often = TimeSpan.FromMinutes(5), Rarely = TimeSpan.FromHours(1);

    readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    /// <summary>Asks a partner for all days that are not here yet, tomorrow included.</summary>
    /// <param name="partner">Whom.</param>
    /// <param name="from">The first day that is wanted when none is here; default: 1 January of last year.</param>
    /// <param name="to">The last day that is wanted; default: tomorrow.</param>
    /// <param name="stop">Ends it; days that were taken stay.</param>
    public async Task<PartnerState> RunAsync(Partner partner, DateOnly? from, DateOnly? to, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var now = clock.GetUtcNow();
            var state = (await shelf.StatesAsync(stop)).GetValueOrDefault(partner.Region) ?? new() { Region = partner.Region };
            state.Tried = now;
            try
            {
                var isWhole = await TakeAsync(partner, state, from, to, stop);
                (state.Good, state.Failures, state.Reason) = (now, 0, "");
                state.Next = now + (isWhole || now < FreezeDesk.Due(Today.AddDays(1)) ? Rarely : Often);
            }
            catch (SourceException e)
            {
                (state.Failures, state.Reason) = (state.Failures + 1, e.Reason);
                state.Next = now + (e.Wait ?? TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, state.Failures))));
                Failed(log, partner.Region, e.Reason);
            }

            await shelf.SaveAsync(state, stop);
            return state;
        }
        finally
        {
            _one.Release();
        }
    }

    DateOnly Today => GermanTime.Date(Quarters.Of(clock.GetUtcNow()));

    // true when tomorrow is there
    async Task<bool> TakeAsync(Partner partner, PartnerState state, DateOnly? from, DateOnly? to, CancellationToken stop)
    {
        var token = shelf.Secret(partner);
        using var key = await KeyAsync(partner, token, stop);
        var first = state.LastDay is { } last ? InputBook.Date(last).AddDays(1) : from ?? new DateOnly(Today.Year - 1, 1, 1);
        var isThere = false;
        var end = to < Today.AddDays(1) ? to.Value : Today.AddDays(1);
        for (var day = first; day <= end; day = day.AddDays(1))
        {
            if (await SealAsync(partner, day, token, stop) is not { } jws)
                continue;
            var frozen = Checked(jws, key, partner, state, day);
            var source = $"{new Uri(partner.Address).Host}: {FreezeDesk.Source(frozen)}";
            await RefuseOtherAsync(partner.Region, day, jws, stop);
            await signal.WriteAsync(frozen with { Region = partner.Region }, stop);
            await series.SealAsync(SeriesNames.Index(partner.Region), day, [.. frozen.Values.Select(v => (int?)v)], source, frozen.FrozenAt, jws, stop);
            (state.LastDay, state.LastHash) = (InputBook.Number(day), frozen.Hash());
            await shelf.SaveAsync(state, stop);
            isThere = day == end;
        }

        return isThere || state.LastDay == InputBook.Number(end);
    }

    // a day that is sealed here with other numbers, by the partner before or computed here, has priced and stays
    async Task RefuseOtherAsync(string region, DateOnly day, string jws, CancellationToken stop)
    {
        if ((await series.DaysAsync(SeriesNames.Index(region), day, day, null, stop)) is [{ Seal: { } kept }] && kept != jws)
            throw new SourceException($"sealed|{day:yyyy-MM-dd}");
    }

    static FrozenDay Checked(string jws, ECDsa key, Partner partner, PartnerState state, DateOnly day)
    {
        if (Jws.Read(jws, key) is not { } payload)
            throw new SourceException($"signature|{day:yyyy-MM-dd}");
        if (FrozenDay.Read(payload) is not { } frozen || frozen.Day != day || frozen.Region != partner.Remote || frozen.Faults().Any())
            throw new SourceException($"day|{day:yyyy-MM-dd}");
        return state.LastHash.Length == 0 || frozen.Before == state.LastHash ? frozen : throw new SourceException($"chain|{day:yyyy-MM-dd}");
    }

    async Task<string?> SealAsync(Partner partner, DateOnly day, string? token, CancellationToken stop)
    {
        try
        {
            return Json<SealView>((await http.GetAsync(At(partner, $"{partner.Remote}/{day:yyyy-MM-dd}/seal"), token, null, stop)).Text).Jws ?? throw new SourceException("format");
        }
        catch (SourceException e) when (e.Reason == "status|404")
        {
            return null; // it did not freeze that day
        }
    }

    async Task<ECDsa> KeyAsync(Partner partner, string? token, CancellationToken stop)
    {
        var keys = Json<JwkSet>((await http.GetAsync(At(partner, "keys"), token, null, stop)).Text).Keys ?? throw new SourceException("format");
        if (keys.FirstOrDefault(k => partner.KeyId.Length == 0 || k?.Kid == partner.KeyId) is not { } trusted)
            throw new SourceException(partner.KeyId.Length == 0 ? "format" : $"key|{partner.KeyId}");
        var key = Public(trusted);
        if (partner.KeyId.Length == 0)
        {
            await shelf.PinAsync(partner.Region, trusted.Kid, stop);
            partner.KeyId = trusted.Kid;
        }

        return key;
    }

    // the thumbprint is computed here: a name alone could be anybody's
    static ECDsa Public(Jwk jwk)
    {
        if (jwk is not { X: not null, Y: not null, Kid: not null })
            throw new SourceException("format");
        try
        {
            var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64Url.DecodeFromChars(jwk.X), Y = Base64Url.DecodeFromChars(jwk.Y) } });
            if (Jws.Thumbprint(jwk.X, jwk.Y) == jwk.Kid)
                return key;
            key.Dispose();
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            // no key
        }

        throw new SourceException($"key|{jwk.Kid}");
    }

    static Uri At(Partner partner, string path) => new($"{partner.Address}/api/energy/index/{path}");

    static T Json<T>(string? text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text ?? "", JsonSerializerOptions.Web) ?? throw new SourceException("format");
        }
        catch (JsonException)
        {
            throw new SourceException("format");
        }
    }

    [LoggerMessage(7010, LogLevel.Warning, "The index of region {Region} could not be taken from its partner ({Reason}); it is tried again")]
    static partial void Failed(ILogger log, string region, string reason);
}
