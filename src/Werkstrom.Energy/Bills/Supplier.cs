using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Energy.Bills;

/// <summary>The supplier's own data, as they stand on every bill.</summary>
sealed class Supplier
{
    /// <summary>Always 1: there is one.</summary>
    public long Id { get; init; } = 1;

    /// <summary>Name of the firm.</summary>
    [JsonRequired]
    public string Name { get; set; } = "";

    /// <summary>Street and house number.</summary>
    [JsonRequired]
    public string Street { get; set; } = "";

    /// <summary>Postal code.</summary>
    [JsonRequired]
    public string Postcode { get; set; } = "";

    /// <summary>Town.</summary>
    [JsonRequired]
    public string City { get; set; } = "";

    /// <summary>Telephone of the service.</summary>
    [JsonRequired]
    public string Phone { get; set; } = "";

    /// <summary>Mail address of the service.</summary>
    [JsonRequired]
    public string Mail { get; set; } = "";

    /// <summary>Web address.</summary>
    public string Web { get; set; } = "";

    /// <summary>Court and number of the commercial register.</summary>
    public string RegisterCourt { get; set; } = "";

    /// <summary>VAT id.</summary>
    public string VatId { get; set; } = "";

    /// <summary>Market code, thirteen digits.</summary>
    [JsonRequired]
    public string MarketCode { get; set; } = "";

    /// <summary>Market code of the operator of meters where a delivery point names none.</summary>
    public string MeterOperator { get; set; } = "";

    /// <summary>Market code of the grid operator where a delivery point names none.</summary>
    public string GridOperator { get; set; } = "";

    /// <summary>Account to which is paid.</summary>
    public string Iban { get; set; } = "";

    /// <summary>Before the year in the numbers of bills, for example <c>R</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Days until a bill is due.</summary>
    public int DaysToPay { get; set; } = 14;

    /// <summary>Rights in a dispute: whom to turn to. Default: what § 40 EnWG asks for, to be checked.</summary>
    [JsonRequired]
    public string Dispute { get; set; } = "";

    /// <summary>Takes all from another one; a text that is null counts as empty.</summary>
    public void Take(Supplier other)
    {
        (Name, Street, Postcode, City) = (other.Name ?? "", other.Street ?? "", other.Postcode ?? "", other.City ?? "");
        (Phone, Mail, Web) = (other.Phone ?? "", other.Mail ?? "", other.Web ?? "");
        (RegisterCourt, VatId, MarketCode) = (other.RegisterCourt ?? "", other.VatId ?? "", other.MarketCode ?? "");
        (MeterOperator, GridOperator) = (other.MeterOperator ?? "", other.GridOperator ?? "");
        (Iban, Prefix, DaysToPay, Dispute) = (other.Iban ?? "", other.Prefix ?? "", other.DaysToPay, other.Dispute ?? "");
    }

    /// <summary>What a bill must have and is not there.</summary>
    public IEnumerable<string> Missing()
    {
        foreach (var (name, value) in new[] { ("name", Name), ("street", Street), ("postcode", Postcode), ("city", City), ("phone", Phone), ("mail", Mail), ("marketCode", MarketCode), ("dispute", Dispute) })
        {
            if (value.Length == 0)
                yield return name;
        }
    }
}

sealed class SupplierTable : IEntityTypeConfiguration<Supplier>
{
    public void Configure(EntityTypeBuilder<Supplier> supplier)
    {
        supplier.ToTable("energy_supplier");
        supplier.HasKey(s => s.Id);
        supplier.Property(s => s.Id).ValueGeneratedNever();
    }
}

/// <summary>Where the energy of a year came from (§ 42 EnWG), beside the German average; a row with its source.</summary>
sealed class EnergyMix
{
    /// <summary>Which calendar year.</summary>
    public required int Year { get; init; }

    /// <summary>Lines <c>name;% of the supplier;% of Germany</c>; each column is 100 together.</summary>
    public string Rows { get; set; } = "";

    /// <summary>CO₂ of the supplier, g/kWh.</summary>
    public string SupplierCo2 { get; set; } = "";

    /// <summary>CO₂ in Germany, g/kWh.</summary>
    public string GermanyCo2 { get; set; } = "";

    /// <summary>Radioactive waste of the supplier, g/kWh.</summary>
    public string SupplierWaste { get; set; } = "";

    /// <summary>Radioactive waste in Germany, g/kWh.</summary>
    public string GermanyWaste { get; set; } = "";

    /// <summary>Who says so.</summary>
    public string Source { get; set; } = "";

    /// <summary>False: an example or from memory.</summary>
    public bool IsChecked { get; set; }

    /// <summary>The rows in numbers, what cannot be read left out.</summary>
    public IReadOnlyList<MixPart> Parts => [.. Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(MixPart.Read).OfType<MixPart>()];
}

/// <summary>A source of energy.</summary>
/// <param name="Name">As on the bill.</param>
/// <param name="Supplier">Share, %.</param>
/// <param name="Germany">Share, %.</param>
sealed record MixPart(string Name, decimal Supplier, decimal Germany)
{
    /// <summary>Reads a line; null when it is none.</summary>
    public static MixPart? Read(string line)
    {
        var cells = line.Split(';');
        return cells.Length == 3 && Percent(cells[1]) is { } own && Percent(cells[2]) is { } all && cells[0].Trim().Length > 0 ? new(cells[0].Trim(), own, all) : null;
    }

    /// <summary>A number with point or comma.</summary>
    public static decimal? Percent(string cell) =>
        decimal.TryParse(cell.Trim().Replace(',', '.'), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}

sealed class EnergyMixTable : IEntityTypeConfiguration<EnergyMix>
{
    public void Configure(EntityTypeBuilder<EnergyMix> mix)
    {
        mix.ToTable("energy_mix");
        mix.HasKey(m => m.Year);
        mix.Property(m => m.Year).ValueGeneratedNever();
        mix.Ignore(m => m.Parts);
    }
}
