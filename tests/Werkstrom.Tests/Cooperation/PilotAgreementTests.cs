using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Tests.Cooperation;

public sealed class PilotAgreementTests(Host host) : IClassFixture<Host>
{
    static object Offer(string subject = "energy/pilotstadt/green-index", string resolution = "QuarterHour") =>
        new { giver = "B", kind = "Signal", subject, resolution, purpose = "green-index", from = "2020-01-01", until = "2099-12-31" };

    [Fact]
    public async Task A_yes_to_the_version_that_stands_puts_an_agreement_into_force_and_either_firm_ends_it_at_once()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var id = (await people.OkAsync("berta", "agreements", Offer())).GetProperty("id").GetInt32();
        await RefusedAsync(people, "berta", $"agreements/{id}/accept", new { version = 1 }); // one's own offer
        await RefusedAsync(people, "mod", $"agreements/{id}/accept", new { version = 1 });
        await RefusedAsync(people, "gast", $"agreements/{id}/accept", new { version = 1 });
        await people.OkAsync("anna", $"agreements/{id}/counter", new { version = 1, offer = Offer(resolution: "Hour") });
        await RefusedAsync(people, "berta", $"agreements/{id}/accept", new { version = 1 }); // not what stands now
        Assert.DoesNotContain(Agreements(people), a => a.Party == "Stadtwerk");
        await people.OkAsync("berta", $"agreements/{id}/accept", new { version = 2 });

        var agreement = Assert.Single(Agreements(people));
        Assert.Equal(("Stadtwerk", "green-index", Resolution.Hour, AgreementState.Active), (agreement.Party, agreement.Purpose, agreement.Resolution, agreement.State));
        Assert.Equal(new AgreementScope(ScopeKind.Signal, "energy/pilotstadt/green-index"), Assert.Single(agreement.Scope));
        Assert.Equal(new DateTimeOffset(2019, 12, 31, 23, 0, 0, TimeSpan.Zero), agreement.ValidFrom);

        await people.OkAsync("anna", $"agreements/{id}/end", new { version = 2 });
        Assert.Equal(AgreementState.Revoked, Assert.Single(Agreements(people)).State);
        await RefusedAsync(people, "berta", $"agreements/{id}/end", new { version = 2 });
    }

    [Fact]
    public async Task What_was_agreed_for_a_pilot_ends_when_it_is_stopped()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var id = (await people.OkAsync("berta", "agreements", Offer("energy/abbruch/green-index"))).GetProperty("id").GetInt32();
        await people.OkAsync("anna", $"agreements/{id}/accept", new { version = 1 });
        await people.OkAsync("mod", "state", new { state = "Running" });
        using (var without = await people.PostAsync("anna", "state", new { state = "Stopped" }))
            Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        await people.OkAsync("anna", "state", new { state = "Stopped", why = "Die Frage ist beantwortet." });

        Assert.Equal(AgreementState.Revoked, Agreements(people, "energy/abbruch/green-index").Single().State);
        Assert.Equal("Ended", (await people.GetAsync("mod", "agreements"))[0].GetProperty("state").GetString(), ignoreCase: true);
        await RefusedAsync(people, "berta", "agreements", Offer());
    }

    [Fact]
    public async Task An_offer_tells_all_that_is_wrong_with_it_at_once()
    {
        using var people = await PilotPeople.OpenAsync(host);
        using var answer = await people.PostAsync("berta", "agreements", new { giver = "Moderator", kind = "Signal", subject = "", resolution = "Raw", purpose = "Für alles", from = "2026-03-02", until = "2026-03-01" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order();
        Assert.Equal(["giver", "purpose", "resolution", "subject", "until"], errors);
    }

    [Fact]
    public async Task A_decision_stays_and_a_later_one_corrects_it()
    {
        using var people = await PilotPeople.OpenAsync(host);
        var first = (await people.OkAsync("mod", "decisions", new { what = "Alt", why = "so", agreed = "alle" })).GetProperty("id").GetInt32();
        await people.OkAsync("anna", "decisions", new { what = "Neu", why = "doch", agreed = "alle", correctsId = first });
        Assert.Equal(["Alt", "Neu"], (await people.GetAsync("gast", "decisions")).EnumerateArray().Select(d => d.GetProperty("what").GetString()));
        using var elsewhere = await people.PostAsync("anna", "decisions", new { what = "x", why = "x", agreed = "x", correctsId = 999_999 });
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
        await RefusedAsync(people, "gast", "decisions", new { what = "x", why = "x", agreed = "x" });
    }

    static async Task RefusedAsync(PilotPeople people, string who, string path, object body)
    {
        using var answer = await people.PostAsync(who, path, body);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    List<Agreement> Agreements(PilotPeople people, string subject = "energy/pilotstadt/green-index") =>
        [.. host.Services.GetRequiredService<AgreementCatalog>().All.Where(a => people.Pilot > 0 && a.Scope.Any(s => s.Name == subject))];
}
