using System.ComponentModel.DataAnnotations;

namespace Werkstrom.Energy.Sharing;

/// <summary>How groups of customers are made for partners: section <c>energy:sharing</c>.</summary>
sealed class ShareOptions
{
    /// <summary>Fewest customers of a group, and fewest that were in no group before. Default 5, and never less.</summary>
    [Range(5, 1_000)]
    public int Least { get; init; } = 5;

    /// <summary>How many new customers a group should have. Default 8: a customer who leaves ends the group for as few others as can be.</summary>
    [Range(5, 10_000)]
    public int Size { get; init; } = 8;

    /// <summary>p of the <see cref="Dominance"/> rule, percent. Default 25.</summary>
    [Range(1, 100)]
    public int Percent { get; init; } = 25;

    /// <summary>A day is published when it is over for so many days. Default 2: by then meters have sent.</summary>
    [Range(1, 60)]
    public int DelayDays { get; init; } = 2;

    /// <summary>A day with missing values is given up when it is over for so many days. Default 14.</summary>
    [Range(2, 120)]
    public int WaitDays { get; init; } = 14;

    /// <summary>How many days before a group was made it begins; what customers are told when they agree. Default 30.</summary>
    [Range(0, 365)]
    public int BackDays { get; init; } = 30;

    /// <summary>The same as rules.</summary>
    public ShareRules Rules => new(Least, Least, Math.Max(Size, Least), Percent);
}

/// <summary>How groups are made.</summary>
/// <param name="Least">Fewest customers.</param>
/// <param name="Fresh">Fewest of them that were in no group before.</param>
/// <param name="Size">How many of those it should have.</param>
/// <param name="Percent">p of the <see cref="Dominance"/> rule.</param>
sealed record ShareRules(int Least, int Fresh, int Size, int Percent);

/// <summary>A delivery point of a customer who agrees.</summary>
/// <param name="Customer">Number of the customer.</param>
/// <param name="Malo">The delivery point.</param>
/// <param name="Kind">What the members of a group have in common.</param>
/// <param name="AnnualWh">What is expected for a year.</param>
sealed record SharePoint(string Customer, string Malo, ShareKind Kind, long AnnualWh);

/// <summary>What the members of a group have in common. Cost and index of a group are then its consumption times a number that is public, and tell nothing more.</summary>
/// <param name="Region">Code of the region; empty: none.</param>
/// <param name="Tariff">Key of the tariff.</param>
readonly record struct ShareKind(string Region, string Tariff);

/// <summary>A group that is published.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What its members have in common.</param>
/// <param name="Members">Who they are.</param>
sealed record OpenGroup(int Id, ShareKind Kind, IReadOnlyList<(string Customer, string Malo)> Members);
