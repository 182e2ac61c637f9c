using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Werkstrom.Energy.Desk.Portfolio;
using Werkstrom.Kernel.People;

namespace Werkstrom.Energy.Desk;

/// <summary>What the button of the desk sends; it works without script and ends with a redirect to the page.</summary>
static class DeskForms
{
    public static void MapDeskForms(this IEndpointRouteBuilder desk) => desk.MapPost("/again", Again).RequireAuthorization(Policies.Engineer).ExcludeFromDescription();

    static RedirectHttpResult Again(HttpContext http, PortfolioWorker worker)
    {
        _ = http;
        worker.Ask();
        return TypedResults.LocalRedirect("~/energy/desk?asked=yes");
    }
}
