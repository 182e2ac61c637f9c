using Werkstrom.Energy.Contracts;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Bills;

/// <summary>All that stands on a bill.</summary>
/// <param name="Row">The bill.</param>
/// <param name="Content">Its numbers.</param>
/// <param name="Facts">What stands beside them.</param>
/// <param name="Supplier">The supplier, as at the release; for a draft as now.</param>
/// <param name="Mix">The energy mix, likewise; null: none was entered.</param>
/// <param name="Address">To whom it goes; null: erased, or not known.</param>
/// <param name="Peers">Customers of the kind; null: none.</param>
sealed record BillPaper(BillRow Row, BillContent Content, BillFacts Facts, Supplier Supplier, EnergyMix? Mix, BillAddress? Address, BillPeers? Peers)
{
    /// <summary>What people call it: its number, or that of the draft.</summary>
    public string Title => Row.Number ?? FormattableString.Invariant($"draft-{Row.Id}");

    /// <summary>Its days: a bill that begins or ends within a day has that day.</summary>
    public (DateOnly From, DateOnly To) Days => (GermanTime.Date(Row.FirstQuarter), GermanTime.Date(Row.Range.End - 1));

    /// <summary>What the peers in the middle used in so many quarter-hours; null: they are too few to be shown.</summary>
    public long? PeerWh => Peers is { } peers && peers.Count >= BillPeers.Fewest ? peers.WhADay * Row.Quarters / 96 : null;
}

/// <summary>Gathers what stands on bills.</summary>
sealed class BillPapers(BillBook book, SupplierBook suppliers, CustomerBook customers)
{
    /// <summary>A bill by its number, or a draft as <c>draft-12</c>; null when there is none.</summary>
    public async Task<BillPaper?> FindAsync(string number, CancellationToken stop)
    {
        if (await book.FindAsync(number, stop) is not { } row)
            return null;
        // a cancellation has the supplier and the mix of the bill that it takes back
        var first = row.Kind == BillKind.Cancellation ? await book.FindAsync(row.Root!, stop) : row;
        var run = first?.RunId is { } id ? await book.RunAsync(id, stop) : null;
        var peers = run?.Peers is { } known ? BillContent.Read<Dictionary<string, BillPeers>>(known) : [];
        return new(
            row, BillContent.Read(row.Content), BillContent.Read<BillFacts>(row.Facts),
            run?.Supplier is { } supplier ? BillContent.Read<Supplier>(supplier) : await suppliers.ReadAsync(stop),
            run?.ReleasedAt is null ? await suppliers.MixAsync(GermanTime.Date(row.Range.End - 1).Year, stop) : run.Mix is { } mix ? BillContent.Read<EnergyMix>(mix) : null,
            await AddressAsync(row, stop), row.Kind == BillKind.Bill && peers.TryGetValue(row.PeerGroup, out var own) ? own : null);
    }

    async Task<BillAddress?> AddressAsync(BillRow row, CancellationToken stop)
    {
        if (row.Number is not null)
            return await book.AddressAsync(row.Id, stop);
        return await customers.FindAsync(row.Customer, stop) is { } customer
            ? new() { BillId = row.Id, Name = customer.Name, Street = customer.Street, Postcode = customer.Postcode, City = customer.City } : null;
    }
}
