using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Assets;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Signals;

namespace Werkstrom.Tests.Kernel;

public sealed class AgreementTests
{
    static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset To = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly AgreementScope Press = new(ScopeKind.Signal, "works/line1/press/power");

    [Theory, OnSqlite, OnPostgres]
    public async Task It_permits_from_its_first_instant_until_just_before_its_last(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        await ActiveAsync(registry, Draft());
        await registry.RestartAsync();

        Assert.True(Check(registry, at: From).IsPermitted);
        Assert.True(Check(registry, at: To.AddTicks(-1)).IsPermitted);
        Assert.Equal("The agreement 'Index' is not valid yet.", Check(registry, at: From.AddTicks(-1)).Reason);
        Assert.Equal("The agreement 'Index' has expired.", Check(registry, at: To).Reason);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_no_agreement_permits_is_denied(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        await ActiveAsync(registry, Draft());

        Assert.Equal(new AgreementDecision(true, Resolution.Hour, 1, "The agreement 'Index' permits it."), Check(registry, party: "STADTWERK"));
        Assert.Equal("There is no agreement with 'other'.", Check(registry, party: "other").Reason);
        Assert.Equal("The agreement 'Index' is for 'green-index', not for 'marketing'.", Check(registry, purpose: "marketing").Reason);
        Assert.Equal("The agreement 'Index' does not permit writing.", Check(registry, access: AgreementAccess.Write).Reason);
        Assert.False(Check(registry, subject: new AgreementScope(ScopeKind.RecordType, "order")).IsPermitted);
        Assert.False(Check(registry, subject: new AgreementScope(ScopeKind.Signal, "works/line1/nothing")).IsPermitted);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_subtree_ends_at_a_name_not_at_a_text(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        await ActiveAsync(registry, Draft());

        var other = Check(registry, subject: new AgreementScope(ScopeKind.Signal, "works/line10/power"));

        Assert.Equal("No agreement with 'Stadtwerk' is about 'works/line10/power'.", other.Reason);
        Assert.True(Check(registry, subject: new AgreementScope(ScopeKind.Asset, "works/line1/press")).IsPermitted);
        Assert.False(Check(registry, subject: new AgreementScope(ScopeKind.Asset, "works")).IsPermitted);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task It_still_holds_when_its_asset_was_renamed(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        await ActiveAsync(registry, Draft());
        registry.Get<AssetCatalog>().TryGet("works/line1", out var line);

        await registry.Get<AssetCatalog>().MoveAsync(line!.Id, line.ParentId, "Linie A", default);

        Assert.True(Check(registry, subject: new AgreementScope(ScopeKind.Signal, "works/Linie A/press/power")).IsPermitted);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_draft_and_a_revoked_agreement_permit_nothing(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        var agreements = registry.Get<AgreementCatalog>();
        var id = (await agreements.CreateAsync(Draft(), default)).Value!.Id;

        Assert.Equal("The agreement 'Index' is a draft.", Check(registry).Reason);
        Assert.Equal(ChangeFault.Conflict, (await agreements.RevokeAsync(id, "eva", default)).Problem!.Fault);
        await agreements.ActivateAsync(id, "eva", default);
        Assert.Equal("Only a draft can be changed.", (await agreements.ChangeAsync(id, Draft(), default)).Problem!.Reason);
        await agreements.RevokeAsync(id, "max", default);
        await registry.RestartAsync();
        Assert.Equal("The agreement 'Index' was revoked.", Check(registry).Reason);
        var kept = registry.Get<AgreementCatalog>().Find(id)!;
        Assert.Equal(("eva", "max", registry.Clock.GetUtcNow()), (kept.ActivatedBy, kept.RevokedBy, kept.RevokedAt));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_two_agreements_the_finer_resolution_counts(Engine engine)
    {
        await using var registry = await OpenAsync(engine);
        await ActiveAsync(registry, Draft());
        await ActiveAsync(registry, Draft() with { Title = "Fine", Scope = [Press], Resolution = Resolution.QuarterHour, MayWrite = true });

        Assert.Equal(Resolution.QuarterHour, Check(registry).Resolution);
        Assert.True(Check(registry, access: AgreementAccess.Write).IsPermitted);
    }

    [Fact]
    public async Task All_that_is_wrong_with_an_agreement_is_told_at_once()
    {
        await using var registry = await OpenAsync(Engine.Sqlite);

        var made = await registry.Get<AgreementCatalog>().CreateAsync(Draft() with { Party = " ", Scope = [], Purpose = "A B", ValidTo = From }, default);

        Assert.Equal(
            "The party has 1 to 200 characters. The purpose is a word of lower-case letters, digits and dashes, at most 60. " +
            "An agreement is about 1 to 1,000 things. It must end after it begins.", made.Problem!.Reason);
    }

    static Agreement Draft() => new()
    {
        Party = "Stadtwerk",
        Title = "Index",
        Scope = [new AgreementScope(ScopeKind.Asset, "works/line1")],
        Purpose = "green-index",
        Resolution = Resolution.Hour,
        ValidFrom = From,
        ValidTo = To,
    };

    static async Task<Registries> OpenAsync(Engine engine)
    {
        var registry = await Registries.OpenAsync(engine);
        await registry.Get<SignalCatalog>().EnsureAsync([new(Press.Name), new("works/line10/power")], default);
        return registry;
    }

    static async Task ActiveAsync(Registries registry, Agreement draft)
    {
        var kept = await registry.Get<AgreementCatalog>().CreateAsync(draft, default);
        await registry.Get<AgreementCatalog>().ActivateAsync(kept.Value!.Id, "eva", default);
    }

    static AgreementDecision Check(
        Registries registry, string party = "Stadtwerk", AgreementAccess access = AgreementAccess.Read, AgreementScope? subject = null, string purpose = "green-index", DateTimeOffset? at = null) =>
        registry.Get<AgreementPolicy>().Check(party, access, subject ?? Press, purpose, at ?? From.AddDays(1));
}
