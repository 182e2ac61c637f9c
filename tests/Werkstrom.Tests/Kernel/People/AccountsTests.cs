using System.Net;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Auditing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Kernel.People;

public sealed class AccountsTests
{
    const string Password = "vier Worte sind gut";

    static readonly IPAddress Somewhere = IPAddress.Parse("192.0.2.7");

    static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.8");

    static async Task<Registries> WithPersonAsync(Engine engine)
    {
        var registry = await Registries.OpenAsync(engine);
        await registry.Get<Accounts>().AddAsync(new("A", "a@b.example", Role.Viewer, Password: Password), default);
        return registry;
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_first_start_makes_an_admin_whose_password_is_shown_once(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var password = registry.Get<FirstStart>().OneTimePassword!;

        var login = await registry.Get<SignIn>().CheckAsync("Admin", password, Somewhere, null, default);
        await registry.RestartAsync();

        Assert.True(login.Person!.MustChangePassword);
        Assert.Equal(Role.Admin, login.Person.Role);
        Assert.Null(registry.Get<FirstStart>().OneTimePassword);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_mail_address_is_taken_whatever_its_case(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var accounts = registry.Get<Accounts>();

        var first = await accounts.AddAsync(new("Jörg", "Jörg@Werk.example", Role.Viewer), default);
        var second = await accounts.AddAsync(new("Other", " jÖRG@werk.EXAMPLE", Role.Viewer), default);

        Assert.Equal((AccountOutcome.Ok, AccountOutcome.MailTaken), (first.Outcome, second.Outcome));
    }

    [Theory]
    [InlineData(Engine.Sqlite, "a@b.example")]
    [InlineData(Engine.Sqlite, "nobody@b.example")]
    public async Task Wrong_passwords_cost_a_pause_that_doubles_whether_there_is_such_a_person_or_not(Engine engine, string name)
    {
        await using var registry = await WithPersonAsync(engine);
        var signIn = registry.Get<SignIn>();
        for (var i = 0; i < 5; i++)
            Assert.Equal(SignInOutcome.Wrong, (await signIn.CheckAsync(name, "wrong", Somewhere, null, default)).Outcome);

        var paused = await signIn.CheckAsync(name, Password, Somewhere, null, default);
        registry.Clock.Advance(TimeSpan.FromSeconds(31));
        await signIn.CheckAsync(name, "wrong", Somewhere, null, default);
        var pausedLonger = await signIn.CheckAsync(name, Password, Somewhere, null, default);

        Assert.Equal((SignInOutcome.TooMany, TimeSpan.FromSeconds(30)), (paused.Outcome, paused.Wait));
        Assert.Equal((SignInOutcome.TooMany, TimeSpan.FromSeconds(60)), (pausedLonger.Outcome, pausedLonger.Wait));
        registry.Clock.Advance(TimeSpan.FromSeconds(61));
        var open = await signIn.CheckAsync("a@b.example", Password, Somewhere, null, default);
        Assert.Equal(SignInOutcome.Ok, open.Outcome);
    }

    [Theory, OnSqlite]
    public async Task A_stranger_cannot_keep_the_right_person_out(Engine engine)
    {
        await using var registry = await WithPersonAsync(engine);
        var signIn = registry.Get<SignIn>();
        for (var i = 0; i < 40; i++)
            await signIn.CheckAsync("a@b.example", "wrong", Somewhere, null, default);

        var elsewhere = await signIn.CheckAsync("a@b.example", Password, Elsewhere, null, default);

        Assert.Equal(SignInOutcome.Ok, elsewhere.Outcome);
    }

    [Theory, OnSqlite]
    public async Task Fifty_wrong_passwords_in_an_hour_from_many_addresses_shut_out_strangers_but_not_the_browser_that_the_person_uses(Engine engine)
    {
        await using var registry = await WithPersonAsync(engine);
        var (signIn, devices) = (registry.Get<SignIn>(), registry.Get<KnownDevice>());
        var person = (await registry.Get<Accounts>().FindAsync("a@b.example", default))!;
        var mine = devices.Mark(person);
        for (var i = 0; i < 50; i++)
            Assert.Equal(SignInOutcome.Wrong, (await signIn.CheckAsync("a@b.example", "wrong", new IPAddress([198, 51, 100, (byte)i]), null, default)).Outcome);

        var stranger = await signIn.CheckAsync("a@b.example", Password, Elsewhere, null, default);
        var forged = await signIn.CheckAsync("a@b.example", Password, Elsewhere, mine + "x", default);
        var ofAnother = await signIn.CheckAsync("a@b.example", Password, Elsewhere, devices.Mark(new Person(9, "B", "b@b.example", Role.Viewer, default)), default);
        var known = await signIn.CheckAsync("a@b.example", Password, Elsewhere, mine, default);
        registry.Clock.Advance(TimeSpan.FromHours(1));
        var later = await signIn.CheckAsync("a@b.example", Password, Elsewhere, null, default);

        Assert.Equal(
            [SignInOutcome.TooMany, SignInOutcome.TooMany, SignInOutcome.TooMany, SignInOutcome.Ok, SignInOutcome.Ok],
            new[] { stranger, forged, ofAnother, known, later }.Select(r => r.Outcome));
    }

    [Theory, OnSqlite]
    public async Task Guesses_side_by_side_are_counted_one_by_one(Engine engine)
    {
        await using var registry = await WithPersonAsync(engine);
        var signIn = registry.Get<SignIn>();

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => signIn.CheckAsync("a@b.example", "wrong", Somewhere, null, default)));

        Assert.Equal(5, results.Count(r => r.Outcome == SignInOutcome.Wrong));
        Assert.Equal(7, results.Count(r => r.Outcome == SignInOutcome.TooMany));
    }

    [Theory, OnSqlite]
    public async Task An_address_that_guesses_must_wait_and_others_need_not(Engine engine)
    {
        await using var registry = await WithPersonAsync(engine);
        var signIn = registry.Get<SignIn>();
        for (var i = 0; i < 20; i++)
            await signIn.CheckAsync($"nobody{i}@b.example", "wrong", Somewhere, null, default);

        var here = await signIn.CheckAsync("a@b.example", Password, Somewhere, null, default);
        var there = await signIn.CheckAsync("a@b.example", Password, Elsewhere, null, default);

        Assert.Equal((SignInOutcome.TooMany, TimeSpan.FromSeconds(30), SignInOutcome.Ok), (here.Outcome, here.Wait, there.Outcome));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Log_ins_stand_in_the_audit_with_who_and_without_what_was_typed_for_a_name_that_nobody_has(Engine engine)
    {
        await using var registry = await WithPersonAsync(engine);
        var signIn = registry.Get<SignIn>();
        await signIn.CheckAsync("a@b.example", Password, Somewhere, null, default);
        registry.Clock.Advance(TimeSpan.FromSeconds(1));
        await signIn.CheckAsync("my secret password", "x", Somewhere, null, default);
        for (var i = 0; i < 7; i++)
        {
            registry.Clock.Advance(TimeSpan.FromSeconds(1));
            await signIn.CheckAsync("A@b.example", "wrong", Elsewhere, null, default);
        }

        var rows = (await registry.Get<AuditLog>().ListAsync(new() { Entity = "person" }, default)).Reverse().ToList();

        Assert.Equal(
            ["login.succeeded a@b.example A", "login.failed ? system", .. Enumerable.Repeat("login.failed a@b.example system", 4), "login.locked a@b.example system"],
            rows.Select(r => $"{r.Action} {r.EntityKey} {r.ActorName}"));
        Assert.Equal("""{"seconds":30}""", rows[^1].After);
        Assert.Empty(await registry.Get<AuditLog>().ListAsync(new() { Entity = "kernel_person", Action = "changed" }, default));
        var person = await registry.Get<Accounts>().FindAsync("a@b.example", default);
        Assert.Equal((rows[0].Actor, rows[0].At), ($"person:{person!.Id}", person.LastLogin!.Value));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_link_works_once_and_ends(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (_, person) = await registry.Get<Accounts>().AddAsync(new("A", "a@b.example", Role.Viewer), default);
        var links = registry.Get<Links>();

        var replaced = await links.MakeAsync(person!.Id, default);
        var used = await links.MakeAsync(person.Id, default);
        var first = await links.RedeemAsync(used!, Password, default);
        var again = await links.RedeemAsync(used!, Password, default);
        var late = await links.MakeAsync(person.Id, default);
        registry.Clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal((AccountOutcome.Ok, AccountOutcome.BadLink), (first, again));
        Assert.Equal(AccountOutcome.BadLink, await links.RedeemAsync(replaced!, Password, default));
        Assert.Equal(AccountOutcome.BadLink, await links.RedeemAsync(late!, Password, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_token_ends_when_it_expires_and_with_its_owner(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (_, owner) = await registry.Get<Accounts>().AddAsync(new("A", "a@b.example", Role.Viewer, Password: Password), default);
        var (tokens, cache) = (registry.Get<Tokens>(), registry.Get<TokenCache>());
        var end = registry.Clock.GetUtcNow().AddSeconds(30);
        var shortLived = new TokenKey(SecretHash.Of((await tokens.CreateAsync(new("short", Scopes.Read, end), default)).Key));
        var owned = new TokenKey(SecretHash.Of((await tokens.CreateAsync(new("owned", Scopes.Read, PersonId: owner!.Id), default)).Key));

        Assert.NotNull(await cache.LoadAsync(shortLived, default));
        Assert.NotNull(await cache.LoadAsync(owned, default));
        registry.Clock.Advance(TimeSpan.FromSeconds(30));
        await registry.Get<Accounts>().DeactivateAsync(owner.Id, default);

        Assert.Null(cache.TryGet(shortLived));
        Assert.Null(await cache.LoadAsync(shortLived, default));
        Assert.Null(cache.TryGet(owned));
        Assert.Null(await cache.LoadAsync(owned, default));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_last_use_of_a_token_is_written_later(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (token, key) = await registry.Get<Tokens>().CreateAsync(new("t", Scopes.Read), default);
        await registry.Get<TokenCache>().LoadAsync(new(SecretHash.Of(key)), default);

        await registry.Get<Tokens>().SaveUsesAsync(default);

        Assert.Equal(registry.Clock.GetUtcNow(), (await registry.Get<Tokens>().ListAsync(default)).Single(t => t.Id == token.Id).LastUsed);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_change_that_fails_leaves_no_audit_row(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await registry.Get<Accounts>().AddAsync(new("A", "a@b.example", Role.Viewer), default);
        var before = await registry.Get<AuditLog>().ListAsync(new(), default);
        await using var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        db.Add(new Person(99, "B", "A@B.example", Role.Viewer, registry.Clock.GetUtcNow()));

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());

        Assert.Equal(before.Count, (await registry.Get<AuditLog>().ListAsync(new(), default)).Count);
        Assert.Null(db.Database.CurrentTransaction);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_new_rows_are_told_in_one_line_and_a_secret_is_never_told(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await using var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        for (var i = 0; i < 30; i++)
            db.Add(new Person(100 + i, "P", $"p{i}@b.example", Role.Viewer, registry.Clock.GetUtcNow()));

        using (Actor.As("import"))
            await db.SaveChangesAsync();
        await registry.Get<Accounts>().AddAsync(new("Q", "q@b.example", Role.Viewer, Password: Password), default);

        var bulk = Assert.Single(await registry.Get<AuditLog>().ListAsync(new() { Actor = "import" }, default));
        Assert.Equal("30 rows", bulk.EntityKey);
        var all = await registry.Get<AuditLog>().ListAsync(new(), default);
        Assert.DoesNotContain(all, r => r.After?.Contains("AQAAAA", StringComparison.Ordinal) == true);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_audit_itself_is_not_changed_and_ends_only_by_its_retention(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine, ("audit:retentionDays", "30"));
        await registry.Get<IAudit>().NoteAsync("test.old", "x", "1", new { a = "ü" }, default);
        await using var db = await registry.Get<IDbContextFactory<KernelDb>>().CreateDbContextAsync();
        db.Remove(await db.Set<AuditRow>().SingleAsync(r => r.Action == "test.old"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        registry.Clock.Advance(TimeSpan.FromDays(31));
        await registry.Get<AuditLog>().ForgetAsync(registry.Clock.GetUtcNow().AddDays(-30), default);

        Assert.Empty(await registry.Get<AuditLog>().ListAsync(new() { Action = "test.old" }, default));
    }
}
