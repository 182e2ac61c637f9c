using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Desk.Customers;
using Werkstrom.Tests.Kernel;
using Werkstrom.Tests.Setup;
using Answers = Werkstrom.Energy.Desk.Questions.QuestionBook;
using Asks = Werkstrom.Energy.Portal.Own.QuestionBook;

namespace Werkstrom.Tests.Energy.Portal;

/// <summary>What somebody wrote about a customer, to one or as one is never lost: a form that was refused says what is wrong at its field, and has all that was typed.</summary>
public sealed class RefusedFormTests
{
    const string Customer = "/energy/desk/customers/K-1";

    [Theory, OnSqlite, OnPostgres]
    public async Task A_contact_that_was_refused_is_there_again_with_all_faults_at_their_fields(Engine engine)
    {
        await using var town = await StartAsync(engine);
        using var clerk = await town.EngineerAsync();
        var book = town.Host.Services.GetRequiredService<ContactBook>();

        var unread = await RefusedAsync(await clerk.SendAsync(Customer, "contact", ("at", ""), ("way", "mail"), ("due", "soon"), ("words", "A long story")));
        var wrong = await RefusedAsync(await clerk.SendAsync(Customer, "contact", ("at", "2026-03-01T10:00"), ("way", "pigeon"), ("due", "2025-01-01"), ("words", " ")));

        Assert.All((string[])["new-at-error", "Say when it was.", "new-due-error", "Give the day of the next step as a date", ">A long story<"], part => Assert.Contains(part, unread, StringComparison.Ordinal));
        Assert.All((string[])["new-way-error", "new-due-error", "The next step is not before the contact", "new-words-error", "Say what it was about."], part => Assert.Contains(part, wrong, StringComparison.Ordinal));
        Assert.Empty(await book.OfAsync("K-1", default));
        using var good = await clerk.SendAsync(Customer, "contact", ("at", "2026-03-01T10:00"), ("way", "mail"), ("from_us", "no"), ("words", "A long story"));
        Assert.EndsWith("/K-1?said=contact", good.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("A long story", Assert.Single(await book.OfAsync("K-1", default)).Words);
    }

    [Fact]
    public async Task Of_two_who_correct_a_contact_the_later_one_sees_both_and_can_send_again()
    {
        await using var town = await StartAsync(Engine.Sqlite);
        using var clerk = await town.EngineerAsync();
        var book = town.Host.Services.GetRequiredService<ContactBook>();
        DateTimeOffset at = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var (id, _) = await book.AddAsync("K-1", new(at, "phone", false, "Asks.", null, false), default);
        (string, string)[] mine = [("at", "2026-03-01T10:00"), ("way", "phone"), ("words", "Asks for a plan.")];

        var late = await RefusedAsync(await clerk.SendAsync(Customer, $"contact-{id}", () => book.CorrectAsync(id, 1, new(at, "phone", false, "Asks for a rebate.", null, false), default), mine));

        Assert.All((string[])["Somebody else corrected this contact meanwhile.", ">Asks for a rebate.<", ">Asks for a plan.<"], part => Assert.Contains(part, late, StringComparison.Ordinal));
        using var again = await clerk.SendAsync(Customer, $"contact-{id}", mine);
        Assert.EndsWith("said=corrected", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Asks for a plan.", "Asks for a rebate.", "Asks."], (await book.HistoryAsync(id, default)).Select(c => c.Words));
    }

    [Fact]
    public async Task An_answer_to_what_was_answered_meanwhile_is_not_lost_though_the_question_left_the_list()
    {
        await using var town = await StartAsync(Engine.Sqlite);
        using var clerk = await town.EngineerAsync();
        var desk = town.Host.Services.GetRequiredService<Answers>();
        Assert.Null(await town.Host.Services.GetRequiredService<Asks>().AskAsync("K-1", "V-1", "bill", "Why?", null, default));
        var asked = Assert.Single(await desk.ListAsync("open", "K-1", default));
        const string List = "/energy/desk/questions?state=open";

        var late = await RefusedAsync(await clerk.SendAsync(List, $"q{asked.Id}-answering", () => desk.ChangeAsync(asked.Id, asked.Revision, new Dictionary<string, string> { ["answer"] = "It was cold.", ["state"] = "answered" }, default), ("answer", "Prices rose.")));
        var wrong = await RefusedAsync(await clerk.SendAsync(Customer, $"q{asked.Id}-changing", ("assignee", "nobody here"), ("bill", "R-NONE"), ("state", "closed")));

        Assert.All((string[])["Somebody else changed this question meanwhile.", "It was cold.", ">Prices rose.<"], part => Assert.Contains(part, late, StringComparison.Ordinal));
        Assert.All((string[])["assignee-error", "Nobody of that name works at the desk.", "bill-error", "This customer has no bill of that number.", "R-NONE"], part => Assert.Contains(part, wrong, StringComparison.Ordinal));
        Assert.Equal("answered", Assert.Single(await desk.ListAsync(null, "K-1", default)).State);
    }

    [Fact]
    public async Task A_customer_whose_question_is_one_too_many_keeps_its_words()
    {
        await using var town = await StartAsync(Engine.Sqlite);
        using var customer = await town.EnterAsync(1);
        for (var i = 0; i < 10; i++)
        {
            using var asked = await customer.SendAsync("/my/me", "ask", ("kind", "bill"), ("text", $"Question {i}"));
            Assert.EndsWith("said=ask.sent", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        var many = await RefusedAsync(await customer.SendAsync("/my/me", "ask", ("kind", "data"), ("text", "And one more")));

        Assert.All((string[])["10 questions are open already", ">And one more<", "<option value=\"data\" selected"], part => Assert.Contains(part, many, StringComparison.Ordinal));
    }

    static async Task<PortalTown> StartAsync(Engine engine)
    {
        var town = await PortalTown.StartAsync(engine);
        await town.TariffsAsync();
        await town.CustomerAsync(1, "flat");
        return town;
    }

    static async Task<string> RefusedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
