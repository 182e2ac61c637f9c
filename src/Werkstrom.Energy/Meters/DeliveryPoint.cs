using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Werkstrom.Energy.Meters;

/// <summary>What a bound Signal counts.</summary>
enum MeterSignal
{
    /// <summary>No Signal is bound.</summary>
    None,

    /// <summary>A register that goes on: kWh.</summary>
    Counter,

    /// <summary>Power: kW.</summary>
    Power,
}

/// <summary>What is known of a delivery point beside its values: they are in a personal file of their own.</summary>
sealed class DeliveryPoint
{
    /// <summary>MaLo-ID, eleven digits.</summary>
    public required string Malo { get; init; }

    /// <summary>MeLo-ID of its meter, 33 characters; null: not known.</summary>
    public string? Melo { get; set; }

    /// <summary>Market code of the operator of the meter (MSB), thirteen digits; empty: that of the supplier's settings.</summary>
    public string MeterOperator { get; set; } = "";

    /// <summary>Market code of the grid operator, thirteen digits; empty: that of the supplier's settings.</summary>
    public string GridOperator { get; set; } = "";

    /// <summary>Fuse, three phases; more than it lets through is implausible. Null: not known.</summary>
    public int? FuseAmperes { get; set; }

    /// <summary>Whole kWh digits of the register; null: it does not turn over.</summary>
    public int? RegisterDigits { get; set; }

    /// <summary>The Signal that measures it; null: none.</summary>
    public int? SignalId { get; set; }

    /// <summary>What that Signal counts.</summary>
    public MeterSignal SignalKind { get; set; }

    /// <summary>When it was first known here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

sealed class DeliveryPointTable : IEntityTypeConfiguration<DeliveryPoint>
{
    public void Configure(EntityTypeBuilder<DeliveryPoint> point)
    {
        point.ToTable("energy_delivery_point");
        point.HasKey(p => p.Malo);
    }
}
