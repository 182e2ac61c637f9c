using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.People;

namespace Werkstrom.Connect.Mqtt.Browse;

static class TopicEndpoints
{
    const int MostShown = 1_000;

    public static void MapTopics(this IEndpointRouteBuilder connect)
    {
        var topics = connect.MapGroup("/topics").WithTags("MQTT topics").RequireAuthorization(Policies.Engineer);
        topics.MapGet("/", List).WithSummary("MQTT topics seen since the start, with the last payload: below at, holding q, in order; limit 1 to 1,000");
        topics.MapPost("/propose", Propose).WithSummary("A rule for a topic and a payload; without a payload the last one that was seen");
    }

    static Ok<TopicsView> List(SeenTopics seen, TopicDesk desk, string? at, string? q, int? limit)
    {
        var names = seen.Names((at ?? "").TrimEnd('/'), q ?? "");
        var shown = names.Take(Math.Clamp(limit ?? 200, 1, MostShown)).Select(seen.Find).OfType<SeenView>();
        return TypedResults.Ok(new TopicsView(names.Count, [.. shown.Select(view => TopicView.Of(view, desk.Open(view.Name).Name))]));
    }

    static Results<Ok<TopicProposal>, ProblemHttpResult> Propose(ProposeGiven given, SeenTopics seen, TopicProposer proposer)
    {
        if (string.IsNullOrWhiteSpace(given.Topic) || given.Topic.StartsWith('$') || given.Topic.AsSpan().ContainsAny('+', '#'))
            return TypedResults.Problem("A topic is needed that does not begin with $ and has no wildcards.", statusCode: StatusCodes.Status400BadRequest);
        var payload = given.Payload is { } text ? Encoding.UTF8.GetBytes(text) : seen.Find(given.Topic)?.Payload;
        return payload is null
            ? TypedResults.Problem($"The topic '{given.Topic}' was not seen; give a payload.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Ok(proposer.Propose(given.Topic, payload));
    }

    internal sealed record ProposeGiven(string? Topic, string? Payload);

    /// <summary>Topics.</summary>
    /// <param name="Count">How many there are in all.</param>
    /// <param name="Topics">The first of them.</param>
    internal sealed record TopicsView(int Count, IReadOnlyList<TopicView> Topics);

    /// <summary>A topic. The payload of one that is no text is written as hexadecimal digits.</summary>
    internal sealed record TopicView(
        string Topic, string Payload, bool IsBinary, bool IsCut, long Count, double Rate, DateTimeOffset Last, bool IsRetained,
        string Client, string Source, string Reader, bool IsRefused)
    {
        public static TopicView Of(SeenView view, string reader) => new(
            view.Name, view.Shown, view.IsBinary, view.IsCut, view.Count, Math.Round(view.Rate, 3), view.Last, view.IsRetained, view.Client, view.Source, reader,
            view.IsRefused);
    }
}
