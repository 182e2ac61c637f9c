using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Energy.Market;

/// <summary>Configuration section <c>energy:market</c>: taking prices from others.</summary>
public sealed class MarketOptions
{
    /// <summary>True allows sources in the house's own network and by http. Default false: https, and no address of this machine or network.</summary>
    public bool AllowPrivateSources { get; init; }

    /// <summary>How long a provider may take for an answer, seconds. Default 30.</summary>
    [Range(1, 600)]
    public double TimeoutSeconds { get; init; } = 30;

    /// <summary>How many days back gaps are filled. Default 14.</summary>
    [Range(0, 366)]
    public int BackDays { get; init; } = 14;

    /// <summary>How often it is looked whether a provider is to be asked, seconds. Default 20.</summary>
    [Range(1, 3600)]
    public double LookSeconds { get; init; } = 20;
}
