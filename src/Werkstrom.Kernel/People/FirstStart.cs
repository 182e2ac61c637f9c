using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Kernel.People;

/// <summary>Makes the first admin when there is nobody yet.</summary>
public sealed class FirstStart : IStartStep
{
    /// <summary>What the first admin signs in with.</summary>
    public const string Admin = "admin";

    const string Letters = "abcdefghjkmnpqrstuvwxyz23456789"; // without those that look alike

    readonly IDbContextFactory<KernelDb> _dbs;
    readonly Accounts _accounts;
    readonly IConfiguration _configuration;

    internal FirstStart(IDbContextFactory<KernelDb> dbs, Accounts accounts, IConfiguration configuration) =>
        (_dbs, _accounts, _configuration) = (dbs, accounts, configuration);

    /// <inheritdoc/>
    public int Order => 110;

    /// <summary>The password that <see cref="StartAsync"/> made, for the host to print once; null when it made none.</summary>
    public string? OneTimePassword { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken stop) => OneTimePassword = await RunAsync(stop);

    /// <summary>
    /// Makes <see cref="Admin"/>, with the password of <c>setup:adminPassword</c> (then it stays) or a new one that must be
    /// changed at the first log-in.
    /// </summary>
    /// <returns>The new one, for the host to print once; null when there are people already or the password was given.</returns>
    /// <exception cref="InvalidOperationException">The given password is too weak.</exception>
    async Task<string?> RunAsync(CancellationToken stop)
    {
        await using var db = await _dbs.CreateDbContextAsync(stop);
        if (await db.Set<Person>().AnyAsync(stop))
            return null;
        var given = _configuration["setup:adminPassword"];
        var password = given is { Length: > 0 } ? given : NewPassword();
        var made = await _accounts.AddAsync(
            new(Admin, Admin, Role.Admin, Password: password, MustChangePassword: given is not { Length: > 0 }), stop);
        if (made.Outcome == AccountOutcome.WeakPassword)
            throw new InvalidOperationException($"setup:adminPassword needs {Accounts.MinPassword} characters or more and must not hold 'admin'.");
        return given is { Length: > 0 } ? null : password;
    }

    static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
}
