using Werkstrom.Kernel.Auditing;

namespace Werkstrom.Kernel.People;

/// <summary>An invitation or a way to set a forgotten password: works once, for a while. Only the hash is kept.</summary>
public sealed class Link
{
    internal Link(Secret secret, LinkKind kind, int personId, DateTimeOffset now)
    {
        (Hash, Kind, PersonId, CreatedAt) = (secret.Hash.ToString(), kind, personId, now);
        ExpiresAt = now + (kind == LinkKind.Invitation ? TimeSpan.FromDays(7) : TimeSpan.FromHours(2));
    }

    Link()
    {
    }

    /// <summary>SHA-256 of the key in the link, hexadecimal.</summary>
    [Secret]
    public string Hash { get; private set; } = "";

    /// <summary>What it is for.</summary>
    public LinkKind Kind { get; private set; }

    /// <summary>Whose password it sets.</summary>
    public int PersonId { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it ends: an invitation after seven days, a reset after two hours.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was used or replaced by a newer one, or null.</summary>
    public DateTimeOffset? UsedAt { get; private set; }
}

/// <summary>What a <see cref="Link"/> is for.</summary>
public enum LinkKind
{
    /// <summary>The first password; seven days.</summary>
    Invitation = 0,

    /// <summary>Another password; two hours.</summary>
    Reset = 1,
}
