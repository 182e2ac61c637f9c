using System.Data.Common;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Tariff.Time;

namespace Werkstrom.Energy.Contracts;

/// <summary>What people do with contracts. Each is an agreement: its customer may read the delivery point's quarter-hours while it holds.</summary>
sealed class ContractDesk(ContractBook book, CustomerBook customers, ContractCheck check, AssetCatalog assets, AgreementCatalog agreements, Actor actor)
{
    /// <summary>Kind of the asset of a delivery point.</summary>
    public const string PointKind = "delivery-point";

    /// <summary>Purpose of the agreements.</summary>
    public const string Purpose = "supply";

    /// <summary>Keeps contracts that were checked: delivery points, then customers, agreements and contracts in one transaction.</summary>
    /// <returns>Why not; null when all are kept.</returns>
    public Task<string?> KeepAsync(ContractDraft draft, CancellationToken stop) => KeepAsync(draft, [], null, stop);

    async Task<string?> KeepAsync(ContractDraft draft, IReadOnlyList<Contract> ended, Func<DbTransaction, Task>? further, CancellationToken stop)
    {
        if (draft.Faults.Count > 0)
            return string.Join(' ', draft.Faults.Select(f => f.Text));
        // a delivery point without a contract harms nobody and is found again by the next try
        var points = await assets.EnsureAsync([.. draft.Rows.Select(r => ($"{Above(r.Wish)}/{r.Contract.Malo}", PointKind))], stop);
        if (points.Value is not { } found)
            return points.Problem!.Reason;
        List<Customer> people = [.. draft.Rows.Where(r => !string.IsNullOrWhiteSpace(r.Wish.Name)).DistinctBy(r => r.Contract.Customer).Select(r => Person(r.Wish, r.Contract))];
        List<Contract> contracts = [.. draft.Rows.Select((r, i) => r.Contract with { AssetId = found[i].Id })];
        List<Agreement> drafts = [.. contracts.Select((c, i) => Draft(c, found[i].Path)), .. ended.Select(c => Draft(c, Point(c)))];
        var kept = await agreements.ReplaceAsync([.. ended.Select(c => c.AgreementId)], drafts, actor.Name, async (active, transaction) =>
        {
            await customers.PutAsync(transaction, people, stop);
            if (ended.Count > 0)
                await book.EndAsync(transaction, [.. ended.Select((c, i) => (c, active[contracts.Count + i].Id))], stop);
            await book.AddAsync(transaction, [.. contracts.Select((c, i) => c with { AgreementId = active[i].Id })], stop);
            if (further is not null)
                await further(transaction);
        }, stop);
        return kept.Problem?.Reason;
    }

    /// <summary>Ends a contract at a quarter-hour, or lets it go on when there is none.</summary>
    /// <returns>Why not, as a key of the texts; null when it was done.</returns>
    public async Task<string?> EndAsync(Contract contract, int? end, CancellationToken stop)
    {
        if (end <= contract.First)
            return "fault.end";
        var others = await book.OfMalosAsync([contract.Malo], stop);
        if (others.Any(o => o.Id != contract.Id && o.First >= contract.First && !(o.First >= end)))
            return "fault.end.next";
        var ended = contract with { End = end };
        // what is in force is only revoked: the shorter or longer term is another agreement
        var kept = await agreements.ReplaceAsync(
            [contract.AgreementId], [Draft(ended, Point(contract))], actor.Name, (active, transaction) => book.EndAsync(transaction, [(ended, active[0].Id)], stop), stop);
        return kept.Problem?.Reason;
    }

    /// <summary>Ends a contract and begins the next at the same delivery point, in one transaction: a change of tariff, or somebody else moves in.</summary>
    /// <param name="contract">The one that ends.</param>
    /// <param name="at">The first quarter-hour of the next one.</param>
    /// <param name="next">What of the next one is different.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What is wrong; empty when both are kept.</returns>
    public async Task<IReadOnlyList<string>> FollowAsync(Contract contract, int at, Func<ContractWish, ContractWish> next, CancellationToken stop)
    {
        if (at <= contract.First || at >= contract.End)
            return ["fault.end"];
        var ended = contract with { End = at };
        var draft = await check.CheckAsync([(0, next(Wish(contract, at)))], stop, ended);
        if (draft.Faults.Count > 0)
            return [.. draft.Faults.Select(f => f.Text)];
        return await KeepAsync(draft, [ended], null, stop) is { } fault ? [fault] : [];
    }

    /// <summary>The wish of a contract with another tariff: it keeps the end and the term of the one before.</summary>
    public static ContractWish Switched(ContractWish wish, Contract before, string number, string tariff) => wish with
    {
        Number = number,
        Tariff = tariff,
        Until = before.End is { } end ? Instant(end) : null,
        Term = before.Term?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Gives many contracts another tariff from a quarter-hour on. Those that are fine are kept in one transaction, the others are told.</summary>
    /// <param name="contracts">The contracts, each with the number of the one that follows.</param>
    /// <param name="tariff">Key of the new tariff.</param>
    /// <param name="at">The first quarter-hour with it.</param>
    /// <param name="further">Writes what belongs to those that are fine, by their place in the list, in the transaction.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What is wrong by the place in the list; empty when all are kept.</returns>
    /// <exception cref="InvalidOperationException">Somebody else has changed one since it was read; nothing is kept.</exception>
    public async Task<ILookup<int, string>> SwitchAsync(
        IReadOnlyList<(Contract Contract, string Next)> contracts, string tariff, int at, Func<DbTransaction, IReadOnlyList<int>, Task> further, CancellationToken stop)
    {
        List<Contract> ended = [.. contracts.Select(c => c.Contract with { End = at })];
        var draft = await check.CheckAsync([.. contracts.Select((c, i) => (i + 1, Switched(Wish(c.Contract, at), c.Contract, c.Next, tariff)))], stop, ended);
        var faults = draft.Faults.ToLookup(f => f.Line - 1, f => f.Text);
        List<int> fine = [.. Enumerable.Range(0, contracts.Count).Where(i => !faults.Contains(i))];
        if (fine.Count == 0)
            return faults;
        ContractDraft good = new([.. draft.Rows.Where(r => !faults.Contains(r.Line - 1))], []);
        return await KeepAsync(good, [.. fine.Select(i => ended[i])], transaction => further(transaction, fine), stop) is { } fault
            ? fine.Select(i => (i, fault)).Concat(faults.SelectMany(g => g.Select(f => (g.Key, f)))).ToLookup(f => f.Item1, f => f.Item2) : faults;
    }

    /// <summary>Takes changes of tariff back that have not begun: the contracts that follow go, those before have their former ends again. All of them or none.</summary>
    /// <param name="contracts">The one before, the one that follows it, and the end before.</param>
    /// <param name="further">Writes what belongs to it in the transaction.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Why not; null when it was done.</returns>
    /// <exception cref="InvalidOperationException">Somebody else has changed one since it was read; nothing is kept.</exception>
    public async Task<string?> ReturnAsync(IReadOnlyList<(Contract Before, Contract Next, int? End)> contracts, Func<DbTransaction, Task> further, CancellationToken stop)
    {
        List<Contract> reopened = [.. contracts.Select(c => c.Before with { End = c.End })];
        var kept = await agreements.ReplaceAsync(
            [.. contracts.SelectMany(c => (int[])[c.Before.AgreementId, c.Next.AgreementId])], [.. reopened.Select(c => Draft(c, Point(c)))], actor.Name, async (active, transaction) =>
            {
                await book.RemoveAsync(transaction, [.. contracts.Select(c => c.Next)], stop);
                await book.EndAsync(transaction, [.. reopened.Select((c, i) => (c, active[i].Id))], stop);
                await further(transaction);
            }, stop);
        return kept.Problem?.Reason;
    }

    /// <summary>The wish of a contract that goes on at a delivery point from a quarter-hour on.</summary>
    public ContractWish Wish(Contract contract, int at) => new()
    {
        Number = contract.Number,
        Customer = contract.Customer,
        Malo = contract.Malo,
        Place = assets.TryGet(contract.AssetId, out var point) && point.Path.LastIndexOf('/') is > 0 and var slash ? point.Path[..slash] : null,
        Tariff = contract.Tariff,
        State = contract.Place.Calendar.State.ToString(),
        Town = contract.Place.Town,
        Operator = contract.Place.GridOperator,
        Area = contract.Place.Region,
        Metering = contract.Place.Metering.ToString(),
        Module1 = contract.Place.HasModule1 ? "yes" : "no",
        Profile = contract.Profile,
        AnnualKwh = (contract.AnnualWh / 1_000m).ToString(System.Globalization.CultureInfo.InvariantCulture),
        From = Instant(at),
        Region = contract.Region,
        NoticeDays = contract.NoticeDays.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Follows = contract.Number,
    };

    static string Instant(int quarter) => Quarters.Start(quarter).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);

    string Point(Contract contract) => assets.TryGet(contract.AssetId, out var point) ? point.Path : contract.Malo;

    static string Above(ContractWish wish) =>
        (string.IsNullOrWhiteSpace(wish.Place) ? string.IsNullOrWhiteSpace(wish.City) ? "delivery-points" : wish.City : wish.Place).Trim().Trim('/');

    static Customer Person(ContractWish wish, Contract contract) => new()
    {
        Number = contract.Customer,
        Name = wish.Name!,
        Street = wish.Street ?? "",
        Postcode = wish.Postcode ?? "",
        City = wish.City ?? "",
        Mail = wish.Mail ?? "",
    };

    static Agreement Draft(Contract contract, string path) => new()
    {
        Party = contract.Customer,
        Title = $"Supply {contract.Number}",
        Scope = [new(ScopeKind.Asset, path)],
        Purpose = Purpose,
        Resolution = Resolution.QuarterHour,
        ValidFrom = Quarters.Start(contract.First),
        ValidTo = contract.End is { } end ? Quarters.Start(end) : null,
    };
}
