namespace Werkstrom.Connect.Missing;

/// <summary>A <see cref="Source"/> as it lies in the registry.</summary>
sealed class SourceRow
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; set; }

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    public long Late { get; set; }

    public long Duplicates { get; set; }

    public long Forgotten { get; set; }
}
