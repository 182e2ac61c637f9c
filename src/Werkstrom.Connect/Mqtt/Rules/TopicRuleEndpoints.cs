using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Connect.Missing;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Mqtt.Rules;

static class TopicRuleEndpoints
{
    // all rules at their longest
    const int LongestList = TopicRuleSet.MostRules * TopicRuleParser.Longest;

    public static void MapTopicRules(this IEndpointRouteBuilder connect)
    {
        var rules = connect.MapGroup("/topic-rules").WithTags("MQTT topics").RequireAuthorization(Policies.Engineer);
        rules.MapGet("/", List).WithSummary("The rules by which MQTT topics and payloads become samples");
        rules.MapPost("/", AddAsync).WithSummary("Adds a rule; it holds for messages from now on, also of clients that are connected");
        rules.MapPut("/{id:long}", ChangeAsync).WithSummary("Changes a rule, or switches it on or off");
        rules.MapDelete("/{id:long}", DeleteAsync).WithSummary("Takes a rule away; undo brings it back");
        rules.MapPost("/undo", UndoAsync).WithSummary("Takes the last change of the rules back");
        rules.MapGet("/text", Text).WithSummary("All rules as one text, to be kept or carried elsewhere");
        rules.MapPut("/text", ReplaceAsync).Accepts<string>("text/plain").WithSummary("Replaces all rules by those of a text");
        rules.MapPost("/try", Try).WithSummary("What would become of a message, by the rules in force or by a rule that is given; nothing is stored");
        rules.MapPost("/replay", ReplayAsync).WithSummary("Sends the refused payloads of a topic, or of all topics that a rule fits, in again");
    }

    static Ok<IReadOnlyList<TopicRuleView>> List(TopicRuleBook book) => TypedResults.Ok(book.Current.Rules);

    static async Task<Results<Created<TopicRuleView>, ValidationProblem>> AddAsync(RuleGiven given, TopicRuleBook book, HttpContext http, CancellationToken stop)
    {
        var change = await book.PutAsync(given.ToView(0), By(http), stop);
        return change.IsDone ? TypedResults.Created($"/api/connect/topic-rules/{change.Rule!.Id}", change.Rule) : Refused(change);
    }

    static async Task<Results<Ok<TopicRuleView>, NotFound, ValidationProblem>> ChangeAsync(
        long id, RuleGiven given, TopicRuleBook book, HttpContext http, CancellationToken stop)
    {
        var change = await book.PutAsync(given.ToView(Math.Max(id, 1)), By(http), stop);
        return change.Problems is null ? TypedResults.NotFound() : change.IsDone ? TypedResults.Ok(change.Rule!) : Refused(change);
    }

    static async Task<Results<NoContent, NotFound>> DeleteAsync(long id, TopicRuleBook book, HttpContext http, CancellationToken stop) =>
        (await book.DeleteAsync(id, By(http), stop)).IsDone ? TypedResults.NoContent() : TypedResults.NotFound();

    static async Task<Results<NoContent, ProblemHttpResult>> UndoAsync(TopicRuleBook book, CancellationToken stop) => await book.UndoAsync(stop)
        ? TypedResults.NoContent()
        : TypedResults.Problem("No change of the rules is left to take back.", statusCode: StatusCodes.Status404NotFound);

    static ContentHttpResult Text(TopicRuleBook book) => TypedResults.Text(TopicRuleList.Write(book.Current.Rules), "text/plain", Encoding.UTF8);

    static async Task<Results<Ok<IReadOnlyList<TopicRuleView>>, ValidationProblem>> ReplaceAsync(TopicRuleBook book, HttpContext http, CancellationToken stop)
    {
        using StreamReader reader = new(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(stop);
        if (text.Length > LongestList)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["rules"] = [$"The text is longer than {LongestList} characters."] });
        var rules = TopicRuleList.Read(text, out var problem);
        if (problem is { } stray)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["rules"] = [stray.Text] });
        var change = await book.ReplaceAsync(rules, By(http), stop);
        return change.IsDone ? TypedResults.Ok(book.Current.Rules) : Refused(change, rules, text);
    }

    static Results<Ok<TriedView>, ValidationProblem> Try(TryGiven given, TopicTrier trier)
    {
        if (string.IsNullOrWhiteSpace(given.Topic) || given.Topic.AsSpan().ContainsAny('+', '#'))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["topic"] = ["A topic is needed, without the wildcards + and #."] });
        var payload = Encoding.UTF8.GetBytes(given.Payload ?? "");
        if (string.IsNullOrWhiteSpace(given.Rule))
            return TypedResults.Ok(TriedView.Of(trier.Try(given.Topic, payload)));
        if (TopicRuleParser.Parse(given.Rule, out var problems) is not { } rule)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["rule"] = [.. problems.Select(problem => problem.Text)] });
        return TypedResults.Ok(TriedView.Of(trier.Try(rule, "rule", given.Topic, payload)));
    }

    static async Task<Results<Ok<Replayed>, ProblemHttpResult>> ReplayAsync(ReplayGiven given, TopicRuleBook book, LetterDesk desk, CancellationToken stop)
    {
        var rule = given.Rule is { } id ? book.Current.Rules.FirstOrDefault(known => known.Id == id) : null;
        if (rule is null && string.IsNullOrEmpty(given.Topic))
            return TypedResults.Problem("Name a topic, or the number of a rule.", statusCode: StatusCodes.Status400BadRequest);
        var filter = rule is null ? null : TopicRuleParser.Parse(rule.Text, out _)?.Filter;
        try
        {
            return TypedResults.Ok(await desk.ReplayTopicsAsync(topic => filter?.TryMatch(topic, out _) ?? topic == given.Topic, stop));
        }
        catch (Exception e) when (e is Store.Ingest.StoreBusyException or Store.Ingest.StoreFullException)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    static ValidationProblem Refused(RuleChange change, List<TopicRuleView>? rules = null, string? text = null)
    {
        Dictionary<string, string[]> errors = [];
        foreach (var (place, problems) in change.Problems!)
        {
            var about = rules?.Where((_, at) => place == $"rules[{at}].text").FirstOrDefault()?.Name;
            var said = problems.Select(problem => (text is null ? problem : TopicRuleList.InWhole(text, place, problem)).Text);
            errors[place] = [.. said.Select(one => about is null ? one : $"{about}, {one}")];
        }

        return TypedResults.ValidationProblem(errors);
    }

    static string By(HttpContext http) => http.User.Identity?.Name ?? "?";

    /// <summary>A rule that is sent.</summary>
    /// <param name="Name">Its name, 1 to 100 characters, unlike that of every other rule.</param>
    /// <param name="Text">Its lines.</param>
    /// <param name="IsOn">Whether it is in force; default true.</param>
    internal sealed record RuleGiven(string? Name, string? Text, bool? IsOn)
    {
        public TopicRuleView ToView(long id) => new(id, Name ?? "", IsOn ?? true, Text ?? "");
    }

    /// <summary>A message to try, and a rule that is not yet in force.</summary>
    internal sealed record TryGiven(string? Topic, string? Payload, string? Rule);

    /// <summary>Whose refused payloads are sent in again: those of a topic, or of all topics that a rule fits.</summary>
    internal sealed record ReplayGiven(string? Topic, long? Rule);

    /// <summary>What would become of a message.</summary>
    internal sealed record TriedView(string Reader, string? Error, bool IsIgnored, IReadOnlyList<TriedValueView> Values)
    {
        public static TriedView Of(TriedMessage tried) => new(tried.Reader, tried.Reason?.Text, tried.IsIgnored, [.. tried.Values.Select(TriedValueView.Of)]);
    }

    /// <summary>What would become of a value; with an error it is refused.</summary>
    internal sealed record TriedValueView(
        string Name, string? Error, string Path, bool IsNew, string Unit, string Kind, DateTimeOffset At, double Value, string? Text, int Quality)
    {
        public static TriedValueView Of(TriedValue tried) => new(
            tried.Reading.Name, tried.Reason?.Text, tried.Path, tried.Signal is null, tried.Unit, tried.Kind.ToString().ToLowerInvariant(),
            tried.At, tried.Value, tried.Reading.Text, tried.Reading.Quality);
    }
}
