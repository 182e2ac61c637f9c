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
        public Results<Ok<MadeView>, NoContent, ValidationProblem, ProblemHttpResult> Answer(Outcome outcome) => outcome switch
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
