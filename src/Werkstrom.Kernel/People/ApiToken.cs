using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>A key for a program or device. The key itself is shown once; only its SHA-256 is kept. A device may have a certificate instead.</summary>
public sealed class ApiToken
{
    internal ApiToken(int id, NewToken wanted, Secret secret, DateTimeOffset now)
    {
        (Id, Name, Scopes, PersonId, Device, AssetId) = (id, wanted.Name.Trim(), wanted.Scopes, wanted.PersonId, wanted.Device, wanted.AssetId);
        (Hash, Hint, CreatedAt, ExpiresAt) = (secret.Hash.ToString(), secret.Hint, now, wanted.ExpiresAt);
        (Certificate, Topics, LimitText) = (wanted.Certificate?.Text, wanted.Topics, LimitWords.Write(wanted.Limits));
        if (wanted.Certificate is { } certificate)
            (Hint, ExpiresAt) = (DeviceCertificate.Shown(certificate.Text), Earlier(wanted.ExpiresAt, certificate.EndsAt));
    }

    ApiToken()
    {
    }

    /// <summary>Number, 1 or more, never reused.</summary>
    public int Id { get; private set; }

    /// <summary>What it is for, in the words of who made it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the key, hexadecimal.</summary>
    [Secret]
    public string Hash { get; private set; } = "";

    /// <summary>The first characters of the key, so that people can tell keys apart: <c>wst_3fK9…</c>.</summary>
    public string Hint { get; private set; } = "";

    /// <summary>The person it belongs to and who must be active; null for a token of the house or a device.</summary>
    public int? PersonId { get; private set; }

    /// <summary>The device it is built into, or null.</summary>
    public string? Device { get; private set; }

    /// <summary>What it may do.</summary>
    public Scopes Scopes { get; private set; }

    /// <summary>It may write only to this asset and those below it; null for all. Such a token can do nothing but write.</summary>
    public int? AssetId { get; private set; }

    /// <summary>The certificate that opens instead of a key, see <see cref="DeviceCertificate.Text"/>; null for a key.</summary>
    public string? Certificate { get; private set; }

    /// <summary>Rules for topics of MQTT, one a line: <c>allow publish works/press3/#</c>; null: what the scopes allow.</summary>
    public string? Topics { get; private set; }

    /// <summary>Limits of its own by name, see <see cref="IDeviceTerms.Limits"/>; others are as for all.</summary>
    public IReadOnlyDictionary<string, long> Limits => LimitWords.Read(LimitText);

    internal string? LimitText { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>When it was last used, to the minute; null for never.</summary>
    public DateTimeOffset? LastUsed { get; private set; }

    /// <summary>When it was withdrawn, or null.</summary>
    public DateTimeOffset? RevokedAt { get; internal set; }

    /// <summary>True when it opens anything at an instant.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);

    static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}

/// <summary>A token that is wanted.</summary>
/// <param name="Name">What it is for; 1 to 200 characters.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="PersonId">Whose it is, or null.</param>
/// <param name="Device">The device it is built into, or null.</param>
/// <param name="AssetId">May write only to this asset and below; demands <see cref="Scopes.Write"/> alone, or with <see cref="Scopes.Read"/> and topics that it may subscribe to.</param>
/// <param name="Certificate">Opens instead of a key.</param>
/// <param name="Topics">Rules for topics, one a line; null for none.</param>
/// <param name="Limits">Limits of its own by name; null for none.</param>
public sealed record NewToken(
    string Name, Scopes Scopes, DateTimeOffset? ExpiresAt = null, int? PersonId = null, string? Device = null, int? AssetId = null,
    DeviceCertificate? Certificate = null, string? Topics = null, IReadOnlyDictionary<string, long>? Limits = null);
