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
    public Task<string?> KeepAsync(ContractDraft draft, CancellationToken stop) => KeepAsync(draft, null, stop);

    async Task<string?> KeepAsync(ContractDraft draft, Contract? ended, CancellationToken stop)
    {
        if (draft.Faults.Count > 0)
            return string.Join(' ', draft.Faults.Select(f => f.Text));
        // a delivery point without a contract harms nobody and is found again by the next try
        var points = await assets.EnsureAsync([.. draft.Rows.Select(r => ($"{Above(r.Wish)}/{r.Contract.Malo}", PointKind))], stop);
        if (points.Value is not { } found)
            return points.Problem!.Reason;
        List<Customer> people = [.. draft.Rows.Where(r => !string.IsNullOrWhiteSpace(r.Wish.Name)).DistinctBy(r => r.Contract.Customer).Select(r => Person(r.Wish, r.Contract))];
        List<Contract> contracts = [.. draft.Rows.Select((r, i) => r.Contract with { AssetId = found[i].Id })];
        List<Agreement> drafts = [.. contracts.Select((c, i) => Draft(c, found[i].Path))];
        if (ended is not null)
            drafts.Add(Draft(ended, Point(ended)));
        var kept = await agreements.ReplaceAsync(ended is null ? [] : [ended.AgreementId], drafts, actor.Name, async (active, transaction) =>
        {
            await customers.PutAsync(transaction, people, stop);
            if (ended is not null)
                await book.EndAsync(transaction, ended, active[^1].Id, stop);
            await book.AddAsync(transaction, [.. contracts.Select((c, i) => c with { AgreementId = active[i].Id })], stop);
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
            [contract.AgreementId], [Draft(ended, Point(contract))], actor.Name, (active, transaction) => book.EndAsync(transaction, ended, active[0].Id, stop), stop);
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
        return await KeepAsync(draft, ended, stop) is { } fault ? [fault] : [];
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
        From = Quarters.Start(at).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture),
        Region = contract.Region,
        NoticeDays = contract.NoticeDays.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Follows = contract.Number,
    };

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
