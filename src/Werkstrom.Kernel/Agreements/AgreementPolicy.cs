using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Kernel.Agreements;

/// <summary>The one check of what partners and customers may do. What no agreement permits is denied.</summary>
public sealed class AgreementPolicy
{
    readonly AgreementCatalog _agreements;
    readonly AssetCatalog _assets;
    readonly SignalCatalog _signals;

    internal AgreementPolicy(AgreementCatalog agreements, AssetCatalog assets, SignalCatalog signals) =>
        (_agreements, _assets, _signals) = (agreements, assets, signals);

    /// <summary>Whether a party may do something at an instant, and at which resolution at the finest.</summary>
    /// <param name="party">Who asks, as agreements name it.</param>
    /// <param name="access">Read or write.</param>
    /// <param name="subject">The asset, signal or record type.</param>
    /// <param name="purpose">What for, as agreements name it.</param>
    /// <param name="at">When.</param>
    public AgreementDecision Check(string party, AgreementAccess access, AgreementScope subject, string purpose, DateTimeOffset at)
    {
        var ofParty = _agreements.All.Where(a => PathText.Fold(a.Party) == PathText.Fold(party)).ToList();
        var covering = ofParty.Where(a => a.Scope.Any(s => Covers(s, subject))).ToList();
        if (covering.Count == 0)
            return AgreementDecision.Deny(ofParty.Count == 0 ? $"There is no agreement with '{party}'." : $"No agreement with '{party}' is about '{subject.Name}'.");
        var refusals = covering.Select(a => (Agreement: a, Reason: Refuse(a, access, purpose, at))).ToList();
        return refusals.Where(r => r.Reason is null).OrderBy(r => r.Agreement.Resolution).Select(r => r.Agreement).FirstOrDefault() is { } permits
            ? new AgreementDecision(true, permits.Resolution, permits.Id, $"The agreement '{permits.Title}' permits it.")
            : AgreementDecision.Deny(string.Join(' ', refusals.Select(r => r.Reason)));
    }

    static string? Refuse(Agreement agreement, AgreementAccess access, string purpose, DateTimeOffset at) => agreement switch
    {
        { State: AgreementState.Draft } => $"The agreement '{agreement.Title}' is a draft.",
        { State: AgreementState.Revoked } => $"The agreement '{agreement.Title}' was revoked.",
        _ when at < agreement.ValidFrom => $"The agreement '{agreement.Title}' is not valid yet.",
        _ when at >= agreement.ValidTo => $"The agreement '{agreement.Title}' has expired.",
        _ when agreement.Purpose != purpose => $"The agreement '{agreement.Title}' is for '{agreement.Purpose}', not for '{purpose}'.",
        { MayWrite: false } when access == AgreementAccess.Write => $"The agreement '{agreement.Title}' does not permit writing.",
        _ => null,
    };

    bool Covers(AgreementScope scope, AgreementScope subject) => (scope.Kind, subject.Kind) switch
    {
        (ScopeKind.Asset, ScopeKind.Asset) => Find(subject.Name) is { } asset && IsWithin(asset.Id, scope.Name),
        (ScopeKind.Asset, ScopeKind.Signal) => _signals.TryGet(subject.Name, out var signal) && IsWithin(signal.AssetId, scope.Name),
        (ScopeKind.Signal, ScopeKind.Signal) =>
            _signals.TryGet(scope.Name, out var one) && _signals.TryGet(subject.Name, out var other) && one.Id == other.Id,
        (ScopeKind.RecordType, ScopeKind.RecordType) => scope.Name == subject.Name,
        _ => false,
    };

    // by the tree, not by the text: 'works/line1' does not cover 'works/line10', and former paths still hold
    bool IsWithin(int assetId, string scopePath) => Find(scopePath) is { } root && _assets.IsWithin(assetId, root.Id);

    Asset? Find(string path) => _assets.TryGet(path, out var asset) ? asset : null;
}

/// <summary>What the check says.</summary>
/// <param name="IsPermitted">True when it may be done.</param>
/// <param name="Resolution">The finest resolution that may be read; meaningless when denied.</param>
/// <param name="AgreementId">The agreement that permits it, or null.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record AgreementDecision(bool IsPermitted, Resolution Resolution, int? AgreementId, string Reason)
{
    internal static AgreementDecision Deny(string reason) => new(false, Resolution.Month, null, reason);
}
