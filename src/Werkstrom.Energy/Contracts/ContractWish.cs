namespace Werkstrom.Energy.Contracts;

/// <summary>A contract as somebody writes it: in a form, a line of a file or a request. Empty or null: as usual here.</summary>
sealed record ContractWish
{
    /// <summary>Number of the contract; unique.</summary>
    public string? Number { get; init; }

    /// <summary>Number of the customer.</summary>
    public string? Customer { get; init; }

    /// <summary>Name of the customer; needed where the number is new.</summary>
    public string? Name { get; init; }

    /// <summary>Street and house number.</summary>
    public string? Street { get; init; }

    /// <summary>Postal code.</summary>
    public string? Postcode { get; init; }

    /// <summary>Town.</summary>
    public string? City { get; init; }

    /// <summary>Mail address.</summary>
    public string? Mail { get; init; }

    /// <summary>Id of the delivery point: 11 digits with check digit.</summary>
    public string? Malo { get; init; }

    /// <summary>Where the delivery point stands in the tree of assets: <c>Town/District</c>. Default: the town, else <c>delivery-points</c>.</summary>
    public string? Place { get; init; }

    /// <summary>Key of the tariff.</summary>
    public string? Tariff { get; init; }

    /// <summary>Federal state, two letters.</summary>
    public string? State { get; init; }

    /// <summary>Class of the concession levy.</summary>
    public string? Town { get; init; }

    /// <summary>Code of the grid operator.</summary>
    public string? Operator { get; init; }

    /// <summary>Price area of components that hold in one region only.</summary>
    public string? Area { get; init; }

    /// <summary><c>profile</c>, <c>smart</c> or <c>load</c>.</summary>
    public string? Metering { get; init; }

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public string? Module1 { get; init; }

    /// <summary>Standard load profile; needed where metering is <c>profile</c>.</summary>
    public string? Profile { get; init; }

    /// <summary>Expected consumption, kWh a year, up to three decimals.</summary>
    public string? AnnualKwh { get; init; }

    /// <summary>The first day, or quarter-hour by the German clock: <c>2024-01-01</c>, <c>2024-03-15T12:30</c>.</summary>
    public string? From { get; init; }

    /// <summary>The first day or quarter-hour that is no longer supplied; empty: no end is known.</summary>
    public string? Until { get; init; }

    /// <summary>Whose index prices.</summary>
    public string? Region { get; init; }

    /// <summary>Until which day it is bound.</summary>
    public string? Term { get; init; }

    /// <summary>Days of notice. Default 14.</summary>
    public string? NoticeDays { get; init; }

    /// <summary>Number of the contract that it follows.</summary>
    public string? Follows { get; init; }

    /// <summary>The columns of a file, in the order in which one is written.</summary>
    public static readonly (string Column, Func<ContractWish, string?> Get, Func<ContractWish, string, ContractWish> Set)[] Columns =
    [
        ("number", w => w.Number, (w, v) => w with { Number = v }), ("customer", w => w.Customer, (w, v) => w with { Customer = v }),
        ("name", w => w.Name, (w, v) => w with { Name = v }), ("street", w => w.Street, (w, v) => w with { Street = v }),
        ("postcode", w => w.Postcode, (w, v) => w with { Postcode = v }), ("city", w => w.City, (w, v) => w with { City = v }),
        ("mail", w => w.Mail, (w, v) => w with { Mail = v }), ("malo", w => w.Malo, (w, v) => w with { Malo = v }),
        ("place", w => w.Place, (w, v) => w with { Place = v }), ("tariff", w => w.Tariff, (w, v) => w with { Tariff = v }),
        ("state", w => w.State, (w, v) => w with { State = v }), ("town", w => w.Town, (w, v) => w with { Town = v }),
        ("operator", w => w.Operator, (w, v) => w with { Operator = v }), ("area", w => w.Area, (w, v) => w with { Area = v }),
        ("metering", w => w.Metering, (w, v) => w with { Metering = v }), ("module1", w => w.Module1, (w, v) => w with { Module1 = v }),
        ("profile", w => w.Profile, (w, v) => w with { Profile = v }), ("annual_kwh", w => w.AnnualKwh, (w, v) => w with { AnnualKwh = v }),
        ("from", w => w.From, (w, v) => w with { From = v }), ("until", w => w.Until, (w, v) => w with { Until = v }),
        ("region", w => w.Region, (w, v) => w with { Region = v }), ("term", w => w.Term, (w, v) => w with { Term = v }),
        ("notice_days", w => w.NoticeDays, (w, v) => w with { NoticeDays = v }),
    ];
}
