using Microsoft.AspNetCore.Http;

namespace Werkstrom.Energy.Meters;

/// <summary>Answers 409 with the file and the place where the quarter-hours of a delivery point are damaged, instead of 500.</summary>
sealed class DamagedFiles : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InvalidDataException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
