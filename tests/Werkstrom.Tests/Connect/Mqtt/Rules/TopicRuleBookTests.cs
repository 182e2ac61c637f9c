using System.Text;
using Microsoft.EntityFrameworkCore;
using Werkstrom.Connect;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Mqtt.Rules;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Mqtt.Topics;
using Werkstrom.Tests.Kernel;

namespace Werkstrom.Tests.Connect.Mqtt.Rules;

/// <summary>Rules of topics in the registry, and at which moment they hold.</summary>
public sealed class TopicRuleBookTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Rules_are_added_changed_taken_away_undone_and_read_again(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var book = intake.Get<TopicRuleBook>();
        Assert.Null(await book.LastChangeAsync(default));
        Assert.False(await book.UndoAsync(default));
        var press = (await book.PutAsync(new(0, " Press ", true, "topic a/{m}\r\nvalue $ -> p/{m} "), "me", default)).Rule!;
        Assert.Equal(new(1, "Press", true, "topic a/{m}\nvalue $ -> p/{m}"), press);
        await book.PutAsync(new(0, "Noise", true, "topic debug/#\nignore"), "me", default);
        await book.PutAsync(press with { IsOn = false }, "me", default);
        Assert.True((await book.DeleteAsync(2, "you", default)).IsDone);
        Assert.Null((await book.DeleteAsync(2, "you", default)).Problems);
        Assert.Null((await book.PutAsync(press with { Id = 9 }, "you", default)).Problems);
        Assert.Equal("you", (await book.LastChangeAsync(default))!.By);

        Assert.True(await book.UndoAsync(default));
        await intake.Registries.RestartAsync();
        book = intake.Get<TopicRuleBook>();
        await book.LoadAsync(default);

        Assert.Equal(["Noise True", "Press False"], book.Current.Rules.Select(rule => $"{rule.Name} {rule.IsOn}"));
        Assert.Equal("ignored", Kind(book, "debug/x"));
        Assert.Null(book.Current.Open("a/b"));
        Assert.True(await book.UndoAsync(default));
        Assert.NotNull(book.Current.Open("a/b"));

        await using var db = await intake.Get<IDbContextFactory<ConnectDb>>().CreateDbContextAsync();
        Assert.Equal(2, await db.TopicRules.CountAsync());
        await intake.Get<RuleBook>().SaveAsync([new("m", null, "x/{field}", null, null)], "me", default);
        Assert.Equal([RuleEditions.Lines, RuleEditions.Topics, RuleEditions.Topics], await db.RuleEditions.Select(edition => edition.Book).OrderBy(one => one).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_wrong_rule_changes_nothing_and_all_that_is_wrong_is_said(Engine engine)
    {
        await using var intake = await Intake.OpenAsync(engine);
        var book = intake.Get<TopicRuleBook>();
        await book.PutAsync(new(0, "One", true, "topic a/{m}\nignore"), "me", default);

        var one = await book.PutAsync(new(0, "ONE", true, "topic a/+\nignore"), "me", default);
        Assert.Equal(["name: there is a rule 'ONE' already", "text: the rule 'One' is for the same topics"], Said(one));
        var all = await book.ReplaceAsync([new(0, "", true, "ignore"), new(0, "b", true, "topic a\nvalue x"), new(0, "c", true, "topic b\nignore")], "me", default);
        Assert.Equal(
            [
                "rules[0].name: a rule has a name of 1 to 100 characters", "rules[0].text: a line 'topic' is missing",
                "rules[1].text: line 2: 'x': a value is written PLACE -> SIGNAL, as in $.oil.t -> press3/oil_C",
            ],
            Said(all));
        Assert.Equal("One", Assert.Single(book.Current.Rules).Name);

        Assert.True((await book.PutAsync(new(0, "Two", false, "topic a/+\nignore"), "me", default)).IsDone); // it is not in force
        Assert.True((await book.ReplaceAsync([new(0, "two", true, "topic x\nignore"), new(0, "three", true, "topic y\nignore")], "me", default)).IsDone);
        Assert.Equal(["three 3", "two 2"], book.Current.Rules.Select(rule => $"{rule.Name} {rule.Id}"));
    }

    [Fact]
    public async Task A_change_holds_at_once_for_topics_that_are_in_use()
    {
        await using var intake = await Intake.OpenAsync();
        var (book, desk, calls) = (intake.Get<TopicRuleBook>(), intake.Get<TopicDesk>(), 0);
        intake.Get<TopicEdition>().Changed += () => calls++;
        MqttTopic topic = new(Encoding.UTF8.GetBytes("works/p/t"));
        var before = desk.Of(topic);
        Assert.Equal("default", before.Reader.Name);
        Assert.Same(before, desk.Of(topic));

        var rule = (await book.PutAsync(new(0, "General", true, "topic works/#\nvalue $ -> x/y"), "me", default)).Rule!;
        Assert.Equal("General", desk.Of(topic).Reader.Name);
        await book.PutAsync(new(0, "Special", true, "topic works/{m}/t\nvalue $ -> x/{m}"), "me", default);
        Assert.Equal("Special", desk.Of(topic).Reader.Name);
        await book.DeleteAsync(2, "me", default);
        await book.PutAsync(rule with { IsOn = false }, "me", default);
        Assert.Equal(("default", 4), (desk.Of(topic).Reader.Name, calls));
    }

    static string? Kind(TopicRuleBook book, string topic) =>
        book.Current.Open(topic) is { } reader && reader.Read(new(topic, "1"u8.ToArray(), 0, default), new()) is null ? "ignored" : null;

    static IEnumerable<string> Said(RuleChange change) => change.Problems!.SelectMany(one => one.Value.Select(problem => $"{one.Key}: {problem.Text}"));
}
