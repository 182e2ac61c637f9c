using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Cooperation.Pilots;
using Werkstrom.Kernel.Trials;

namespace Werkstrom.Cooperation.Criteria;

/// <summary>Whose interface is to be tested.</summary>
/// <param name="Place">Own, StandIn or Partner.</param>
/// <param name="Region">Code of the region there.</param>
/// <param name="PostalCode">Postal code that is asked for.</param>
/// <param name="Address">Where the partner is.</param>
/// <param name="Secret">A token; null or empty keeps the one that is known, as long as the address stays.</param>
/// <param name="Fault">What the stand-in does wrong.</param>
sealed record ConnectionWish(
    TrialPlace Place, string? Region = null, string? PostalCode = null, string? Address = null, string? Secret = null, StandInFault Fault = StandInFault.None);

/// <summary>Keeps whose interface is tested; the token never comes out again but to ask the partner.</summary>
sealed class ConnectionDesk(IDbContextFactory<CooperationDb> dbs, IDataProtectionProvider keys)
{
    readonly IDataProtector _seal = keys.CreateProtector("werkstrom.cooperation.connection");

    /// <summary>What is set; what this house serves itself when nothing is.</summary>
    public async Task<Connection> ReadAsync(int pilotId, CancellationToken stop)
    {
        await using var db = await dbs.CreateDbContextAsync(stop);
        return await db.Set<Connection>().AsNoTracking().SingleOrDefaultAsync(c => c.PilotId == pilotId, stop) ?? new() { PilotId = pilotId };
    }

    /// <summary>Sets it.</summary>
    public async Task<Outcome> PutAsync(Seat seat, ConnectionWish wish, CancellationToken stop)
    {
        if (!seat.MayWrite || !seat.Pilot.IsOpen)
            return Outcome.Conflict(seat.MayWrite ? "fault.closed" : "fault.guest");
        var address = wish.Address?.Trim().TrimEnd('/') ?? "";
        var faults = new Faults().Need(Enum.IsDefined(wish.Place), "place", "fault.place").Need(Enum.IsDefined(wish.Fault), "fault", "fault.fault")
            .Need(wish.Region?.Length is null or <= 40 && (wish.Region ?? "").All(c => char.IsAsciiLetterOrDigit(c) || c == '-'), "region", "fault.region")
            .Need(string.IsNullOrEmpty(wish.PostalCode) || (wish.PostalCode.Length is 4 or 5 && wish.PostalCode.All(char.IsAsciiDigit)), "postalCode", "fault.postal")
            .Short(wish.Secret, "secret", 500);
        if (wish.Place == TrialPlace.Partner)
            faults.Need(IsAddress(address), "address", "fault.address");
        if (faults.Any)
            return faults.Outcome;
        await using var db = await dbs.CreateDbContextAsync(stop);
        var known = await db.Set<Connection>().SingleOrDefaultAsync(c => c.PilotId == seat.Pilot.Id, stop);
        var connection = known ?? new() { PilotId = seat.Pilot.Id };
        if (wish.Secret is { Length: > 0 } secret)
            connection.Secret = _seal.Protect(secret);
        else if (connection.Address != address)
            connection.Secret = ""; // a token is for one place: nobody sends it elsewhere by changing the address
        (connection.Place, connection.Fault, connection.Address) = (wish.Place, wish.Place == TrialPlace.StandIn ? wish.Fault : StandInFault.None, address);
        (connection.Region, connection.PostalCode) = (wish.Region?.Trim() ?? "", wish.PostalCode?.Trim() ?? "");
        if (known is null)
            db.Add(connection);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>What trials get.</summary>
    public TrialTarget Target(Connection c) => new(
        c.Place, c.Region, c.PostalCode, c.Place == TrialPlace.Partner ? new(c.Address) : null, c.Place == TrialPlace.Partner ? Open(c.Secret) : null, c.Fault);

    static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Query.Length == 0 && address.UserInfo.Length == 0 && address.Fragment.Length == 0;

    string? Open(string secret)
    {
        try
        {
            return secret.Length == 0 ? null : _seal.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null; // the data folder has other keys; the partner's answer then says that a token is missing
        }
    }
}
