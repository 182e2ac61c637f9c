using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.People;

namespace Werkstrom.Setup.Access;

/// <summary>A token as it was entered, on the page, at the API or at the command line.</summary>
sealed record TokenWish(string Name, Scopes Scopes, DateTimeOffset? ExpiresAt = null, string? Device = null)
{
    /// <summary>Number of the asset that it is bound to.</summary>
    public int? AssetId { get; init; }

    /// <summary>Path of the asset that it is bound to.</summary>
    public string? Asset { get; init; }

    /// <summary>Certificate as PEM, fingerprint or <c>CN=name</c>.</summary>
    public string? Certificate { get; init; }

    /// <summary>Rules for topics, one a line.</summary>
    public string? Topics { get; init; }

    /// <summary>Limits of its own.</summary>
    public IReadOnlyDictionary<string, long>? Limits { get; init; }

    /// <summary>Makes the token, or says all that is wrong with it.</summary>
    /// <exception cref="DeviceFaultException">What is wrong with name, scopes, asset, certificate, topics and limits.</exception>
    /// <exception cref="ArgumentException">The end is not in the future.</exception>
    public async Task<(ApiToken Token, string Key)> MakeAsync(Tokens tokens, AssetCatalog assets, IDeviceTerms? terms, CancellationToken stop)
    {
        List<DeviceFault> faults = [.. Plain()];
        var certificate = string.IsNullOrWhiteSpace(Certificate) ? null : Parse(Certificate, faults);
        NewToken wanted = new(
            Name, Scopes, ExpiresAt, Device: Device, AssetId: Bound(assets, faults), Certificate: certificate,
            Topics: string.IsNullOrWhiteSpace(Topics) ? null : Topics.ReplaceLineEndings("\n").Trim(), Limits: Limits);
        if (faults.Count > 0)
            throw new DeviceFaultException([.. faults, .. terms?.Check(Scopes == Scopes.None ? wanted with { Scopes = Scopes.Write } : wanted) ?? []]);
        return await tokens.CreateAsync(wanted, stop);
    }

    // what else would be said alone, before all the rest
    IEnumerable<DeviceFault> Plain()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Person.MaxLength || Name.Any(char.IsControl))
            yield return new("name", $"A token needs a name of at most {Person.MaxLength} characters.", $"{Person.MaxLength}");
        if (Scopes == Scopes.None)
            yield return new("scopes", "Scopes are read, write, engineer, admin, separated by commas.");
    }

    static DeviceCertificate? Parse(string given, List<DeviceFault> faults)
    {
        var certificate = DeviceCertificate.Parse(given, out var fault);
        if (fault is not null)
            faults.Add(fault);
        return certificate;
    }

    int? Bound(AssetCatalog assets, List<DeviceFault> faults)
    {
        if (string.IsNullOrWhiteSpace(Asset))
            return AssetId;
        if (assets.TryGet(Asset.Trim(), out var asset))
            return asset.Id;
        faults.Add(new("asset", $"There is no asset '{Asset.Trim()}'. It comes with its first value; until then use a token without asset.", Asset.Trim()));
        return null;
    }
}
