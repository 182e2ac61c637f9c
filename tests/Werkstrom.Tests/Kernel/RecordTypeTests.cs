using System.Text.Json;
using Werkstrom.Kernel.Catalogs;
using Werkstrom.Kernel.Records;

namespace Werkstrom.Tests.Kernel;

public sealed class RecordTypeTests
{
    static readonly RecordType Survey = new("survey", "Umfrage",
    [
        new("name", "Name", FieldType.Text, IsRequired: true),
        new("score", "Note", FieldType.Number, Unit: "%"),
        new("count", "Anzahl", FieldType.Whole),
        new("is_new", "Neu", FieldType.Boolean),
        new("seen_at", "Gesehen", FieldType.Instant),
        new("grade", "Urteil", FieldType.Choice, Choices: ["gut", "schlecht"]),
    ]);

    [Fact]
    public void A_row_from_JSON_gets_the_types_of_its_fields()
    {
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
            """{"name":"Jürgen","score":97.5,"count":3,"is_new":true,"seen_at":"2026-03-29T03:00:00+02:00","grade":"gut"}""")!;

        var check = Survey.Check(values.ToDictionary(v => v.Key, v => (object?)v.Value));

        Assert.True(check.IsGood);
        Assert.Equal("Jürgen", check.Values["name"]);
        Assert.Equal(97.5, check.Values["score"]);
        Assert.Equal(3L, check.Values["count"]);
        Assert.Equal(true, check.Values["is_new"]);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), check.Values["seen_at"]);
        Assert.Equal("gut", check.Values["grade"]);
    }

    [Fact]
    public void All_errors_of_a_row_are_told_at_once()
    {
        var check = Survey.Check(new Dictionary<string, object?>
        {
            ["name"] = " ",
            ["score"] = "NaN",
            ["count"] = 1.5,
            ["is_new"] = "perhaps",
            ["seen_at"] = "2026-03-29T03:00:00",
            ["grade"] = "mittel",
            ["other"] = 1,
        });

        Assert.Equal(["count", "grade", "is_new", "name", "other", "score", "seen_at"], check.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["One of these is expected: gut, schlecht."], check.Errors["grade"]);
        Assert.Equal(["'survey' has no such field."], check.Errors["other"]);
        Assert.Equal(["A value is required."], check.Errors["name"]);
    }

    [Fact]
    public void A_type_with_several_faults_names_them_all()
    {
        var error = Assert.Throws<ArgumentException>(() => new RecordType("Bad Name", "x",
            [new("id", "Id", FieldType.Text), new("a", "A", FieldType.Choice), new("b", "B", FieldType.Number, Unit: "kWh")]));

        Assert.Contains("'Bad Name'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'id'", error.Message, StringComparison.Ordinal);
        Assert.Contains("must have choices", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'kW.h'?", error.Message, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_built_in_types_are_there_from_the_start(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        await registry.RestartAsync();

        Assert.Equal(["case", "failure", "note", "order", "shift", "work-order"], registry.Get<RecordTypes>().All.Select(t => t.Name));
        Assert.True(registry.Get<RecordTypes>().TryGet("order", out var order));
        Assert.Equal((true, 1, FieldType.Number), (order!.IsBuiltIn, order.Version, order.Field("quantity")!.Type));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_type_grows_but_no_field_is_retyped_or_removed(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var types = registry.Get<RecordTypes>();
        await types.CreateAsync(Survey, default);

        var twice = await types.CreateAsync(Survey, default);
        var grown = await types.ChangeAsync(new RecordType("survey", "Befragung", [.. Survey.Fields, new("mail", "E-Mail", FieldType.Text)]), default);
        var shrunk = await types.ChangeAsync(new RecordType("survey", "x", [new("name", "Name", FieldType.Number)]), default);
        await registry.RestartAsync();

        Assert.Equal(ChangeFault.Conflict, twice.Problem!.Fault);
        Assert.Equal(2, grown.Value!.Version);
        Assert.Contains("The field 'name' is Text and cannot become Number. The field 'score' cannot be removed: rows have it.", shrunk.Problem!.Reason, StringComparison.Ordinal);
        Assert.True(registry.Get<RecordTypes>().TryGet("survey", out var kept));
        Assert.Equal(("Befragung", 2, 7), (kept!.Title, kept.Version, kept.Fields.Count));
        Assert.Equal(["gut", "schlecht"], kept.Field("grade")!.Choices);
    }
}
