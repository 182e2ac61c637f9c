global using Answer = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Werkstrom.Cooperation.Pilots.MadeView>, Microsoft.AspNetCore.Http.HttpResults.NoContent,
    Microsoft.AspNetCore.Http.HttpResults.ValidationProblem, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Werkstrom.Cooperation.Pilots;

/// <summary>The number of what was made.</summary>
/// <param name="Id">Its number.</param>
sealed record MadeView(int Id);

/// <summary>Outcomes as words and as answers of the API.</summary>
static class Reply
{
    extension(IStringLocalizer<CooperationText> text)
    {
        /// <summary>A key with what is filled in, <c>key|value|value</c>, in the reader's language.</summary>
        public string Say(string line)
        {
            var parts = line.Split('|');
            return string.Format(CultureInfo.CurrentCulture, text[parts[0]].Value, [.. parts.Skip(1)]);
        }

        /// <summary>An outcome as an answer.</summary>
        public Answer Answer(Outcome outcome) => outcome switch
        {
            { IsDone: true, Id: > 0 } => TypedResults.Ok(new MadeView(outcome.Id)),
            { IsDone: true } => TypedResults.NoContent(),
            { IsConflict: true } when ReferenceEquals(outcome, Outcome.Gone) => text.Missing(),
            { IsConflict: true } => TypedResults.Problem(text.Say(outcome.Faults.Values.First()), statusCode: StatusCodes.Status409Conflict),
            _ => TypedResults.ValidationProblem(outcome.Faults.ToDictionary(f => f.Key, f => new[] { text.Say(f.Value) })),
        };

        /// <summary>The answer where there is nothing for who asks.</summary>
        public ProblemHttpResult Missing() => TypedResults.Problem(text["fault.gone"].Value, statusCode: StatusCodes.Status404NotFound);
    }
}

/// <summary>What every endpoint of a pilot does first: enters by the door, or says that there is nothing.</summary>
sealed class PilotCall(PilotDoor door, IStringLocalizer<CooperationText> text, IHttpContextAccessor http)
{
    /// <summary>Does something in a pilot.</summary>
    public async Task<Answer> DoAsync(int pilotId, Func<Seat, Task<Outcome>> act, CancellationToken stop) =>
        await door.EnterAsync(pilotId, http.HttpContext!.User, stop) is { } seat ? text.Answer(await act(seat)) : text.Missing();

    /// <summary>Reads something of a pilot.</summary>
    public async Task<Results<Ok<T>, ProblemHttpResult>> ReadAsync<T>(int pilotId, Func<Seat, Task<T?>> read, CancellationToken stop) where T : class =>
        await door.EnterAsync(pilotId, http.HttpContext!.User, stop) is { } seat && await read(seat) is { } found ? TypedResults.Ok(found) : text.Missing();
}
