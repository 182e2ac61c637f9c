using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Tariff.Holidays;
using Werkstrom.Tariff.Prices;

namespace Werkstrom.Energy.Contracts;

/// <summary>A <see cref="Contract"/> in the registry.</summary>
sealed class ContractRow
{
    // one calendar a state: places that are alike are equal, so that a run prepares their prices once
    static readonly ConcurrentDictionary<GermanState, HolidayCalendar> Calendars = new();

    public required long Id { get; init; }

    public required string Number { get; init; }

    public required string Customer { get; init; }

    public required string Malo { get; init; }

    public required int AssetId { get; init; }

    public required string Tariff { get; init; }

    public required GermanState FederalState { get; init; }

    public required string Town { get; init; }

    public required string GridOperator { get; init; }

    public required string Area { get; init; }

    public required MeteringKind Metering { get; init; }

    public required bool HasModule1 { get; init; }

    public string? Profile { get; init; }

    public required long AnnualWh { get; init; }

    public required int FirstQuarter { get; init; }

    public int? EndQuarter { get; set; }

    public string? Region { get; init; }

    public required int AgreementId { get; set; }

    public int? TermDay { get; init; }

    public required int NoticeDays { get; init; }

    public string? Follows { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    // in which form it is looked for; never read back
    public string Fold { get => PathText.Fold($"{Number} {Customer} {Malo}"); init { } }

    public static HolidayCalendar Calendar(GermanState state) => Calendars.GetOrAdd(state, s => new(s));

    public static ContractRow Of(Contract contract, DateTimeOffset created) => new()
    {
        Id = contract.Id,
        Number = contract.Number,
        Customer = contract.Customer,
        Malo = contract.Malo,
        AssetId = contract.AssetId,
        Tariff = contract.Tariff,
        FederalState = contract.Place.Calendar.State,
        Town = contract.Place.Town,
        GridOperator = contract.Place.GridOperator,
        Area = contract.Place.Region,
        Metering = contract.Place.Metering,
        HasModule1 = contract.Place.HasModule1,
        Profile = contract.Profile,
        AnnualWh = contract.AnnualWh,
        FirstQuarter = contract.First,
        EndQuarter = contract.End,
        Region = contract.Region,
        AgreementId = contract.AgreementId,
        TermDay = contract.Term?.DayNumber,
        NoticeDays = contract.NoticeDays,
        Follows = contract.Follows,
        CreatedAt = created,
    };

    public Contract ToContract() => new(
        Id, Number, Customer, Malo, AssetId, Tariff, new(Calendar(FederalState), Town, GridOperator, Area, Metering, HasModule1), Profile, AnnualWh, FirstQuarter, EndQuarter, Region, AgreementId)
    {
        Term = TermDay is { } day ? DateOnly.FromDayNumber(day) : null,
        NoticeDays = NoticeDays,
        Follows = Follows,
    };
}

sealed class ContractTable : IEntityTypeConfiguration<ContractRow>
{
    public void Configure(EntityTypeBuilder<ContractRow> contract)
    {
        contract.ToTable("energy_contract");
        contract.HasKey(c => c.Id);
        contract.Property(c => c.Id).ValueGeneratedNever();
    }
}
