using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Energy.Contracts;

/// <summary>Who is supplied: the only place of name and address. The audit says that they changed, never to what.</summary>
sealed record Customer
{
    /// <summary>Number by which all else refers to the customer.</summary>
    public required string Number { get; init; }

    /// <summary>Name; empty once erased.</summary>
    [Secret]
    public required string Name { get; init; }

    /// <summary>Street and house number.</summary>
    [Secret]
    public string Street { get; init; } = "";

    /// <summary>Postal code.</summary>
    [Secret]
    public string Postcode { get; init; } = "";

    /// <summary>Town.</summary>
    [Secret]
    public string City { get; init; } = "";

    /// <summary>Mail address; empty: none.</summary>
    [Secret]
    public string Mail { get; init; } = "";

    /// <summary>In which form it is looked for; never read back.</summary>
    [Secret]
    public string Fold { get => PathText.Fold($"{Name} {City}"); init { } }

    /// <summary>When the customer was first kept.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When name and address were erased; null: they are there.</summary>
    public DateTimeOffset? ErasedAt { get; init; }
}

sealed class CustomerTable : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.ToTable("energy_customer");
        customer.HasKey(c => c.Number);
        customer.Property(c => c.Fold);
    }
}
