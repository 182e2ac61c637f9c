using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Condition.Work;
using Werkstrom.Tests.Condition.Cases;

namespace Werkstrom.Tests.Condition.Work;

/// <summary>What forms of work orders do with input that is wrong or comes twice.</summary>
public sealed class WorkGuardTests(Host host) : IClassFixture<Host>
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    WorkDesk Desk => host.Services.GetRequiredService<WorkDesk>();

    [Theory]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task A_revision_that_cannot_be_read_is_told_and_nothing_is_saved(string revision)
    {
        var id = await OrderAsync();
        var (_, page) = await host.FormAsync($"/cases/work/{id}", "edit", new() { ["title"] = "Neu", ["priority"] = "normal", ["revision"] = revision });
        Assert.Contains($"„{revision}“ ist keine Fassung dieses Auftrags.", page, StringComparison.Ordinal);
        (_, page) = await SendAsync(id, "move", new() { ["state"] = "planned", ["revision"] = revision });
        Assert.Contains($"„{revision}“ ist keine Fassung dieses Auftrags.", page, StringComparison.Ordinal);

        var now = (await Desk.FindAsync(id, default))!;
        Assert.Equal((1, "Riemen", "open"), (now.Revision, now.Title, now.State));
    }

    [Fact]
    public async Task A_state_that_there_is_not_and_an_empty_remark_are_told()
    {
        var id = await OrderAsync();

        var (_, flying) = await SendAsync(id, "move", new() { ["state"] = "flying", ["revision"] = "1" });
        var (_, blank) = await SendAsync(id, "note", new() { ["text"] = "  " });
        var (_, endless) = await SendAsync(id, "note", new() { ["text"] = new string('x', 4001) });

        Assert.Contains("„flying“ ist keines von open, planned, in-work, done, cancelled.", flying, StringComparison.Ordinal);
        Assert.Contains("Eine Bemerkung hat 1 bis 4.000 Zeichen.", blank, StringComparison.Ordinal);
        Assert.Contains("Eine Bemerkung hat 1 bis 4.000 Zeichen.", endless, StringComparison.Ordinal);
        Assert.Empty(await Desk.NotesAsync(id, default));
    }

    [Fact]
    public async Task A_remark_and_an_end_that_are_sent_twice_count_once_and_say_so()
    {
        var id = await OrderAsync();
        var key = Werkstrom.Condition.Cases.FormKey.New();
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Contains("Ihre Bemerkung ist gespeichert.", (await SendAsync(id, "note", new() { ["text"] = "Riemen bestellt", ["key"] = key })).Page, StringComparison.Ordinal);
        Assert.Single(await Desk.NotesAsync(id, default));

        await Desk.MoveAsync(id, 1, "done", "Berta", default);
        var (status, page) = await host.FormAsync($"/cases/work/{id}?finish=true", "finish",
            new() { ["revision"] = "1", ["started_at"] = "2026-11-23T07:00", ["ended_at"] = "2026-11-23T09:00", ["failure"] = "None" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Berta hat diesen Auftrag", page, StringComparison.Ordinal);
        Assert.Equal(2, (await Desk.FindAsync(id, default))!.Revision);
    }

    [Fact]
    public async Task A_name_of_another_firm_is_kept_and_marked_as_not_told()
    {
        await host.PersonAsync("Otto Haus");
        var own = (await Desk.AddAsync(new() { Title = "a", At = Monday, Assignee = "Otto Haus" }, "Anna", default)).Order!.Id;
        var firm = (await Desk.AddAsync(new() { Title = "b", At = Monday, Assignee = "Firma Schmidt" }, "Anna", default)).Order!.Id;

        Assert.DoesNotContain("wird nicht benachrichtigt", await host.PageAsync($"/cases/work/{own}", "de"), StringComparison.Ordinal);
        Assert.Contains("Firma Schmidt (nicht aus diesem Haus, wird nicht benachrichtigt)", await host.PageAsync($"/cases/work/{firm}", "de"), StringComparison.Ordinal);
    }

    async Task<long> OrderAsync() => (await Desk.AddAsync(new() { Title = "Riemen", At = Monday }, "Anna", default)).Order!.Id;

    // the address of a small form is its own; the page brings its token
    Task<(HttpStatusCode Status, string Page)> SendAsync(long id, string act, Dictionary<string, string> values) =>
        host.FormAsync($"/cases/work/{id}", "", values, $"/cases/work/{id}/{act}");
}
