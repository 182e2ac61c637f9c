using Werkstrom.Energy.Bills;

namespace Werkstrom.Energy.Portal.Bills;

/// <summary>The bills of who asks. That of somebody else, and a draft, is the same as none.</summary>
static class MyBills
{
    const int Most = 200;

    /// <summary>All of them, the newest first.</summary>
    public static async Task<List<BillRow>> OfAsync(Me me, BillBook book, CancellationToken stop)
    {
        List<BillRow> all = [];
        foreach (var customer in me.Customers)
            all.AddRange((await book.IssuedAsync(customer, Most, stop)).Where(b => b.Customer == customer)); // a number may be that of a contract, too
        return [.. all.OrderByDescending(b => b.Id)];
    }

    /// <summary>One of them; null: there is none, or it is not theirs.</summary>
    public static async Task<BillRow?> FindAsync(Me? me, string number, BillBook book, CancellationToken stop) =>
        me is not null && await book.FindAsync(number, stop) is { } bill && bill.Number == number && me.Owns(bill.Customer) ? bill : null;
}
