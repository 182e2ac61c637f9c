using Werkstrom.Twins.Shells;

namespace Werkstrom.Twins.Api;

/// <summary>
/// The services of one single shell and one single submodel: everything below <c>/shells/{id}</c> and <c>/submodels/{id}</c>, where clients of those
/// service specifications look for it. Each shell and submodel has a base of its own, <c>/services/{id}</c>; the root of the API is the service of
/// what settings name.
/// </summary>
static class ServicePaths
{
    const string Base = "/services/{identifier}", Identifier = "identifier";

    static readonly (string From, string To, string Name)[] Services = [("/shells/{aasIdentifier}", "/aas", "aasIdentifier"), ("/submodels/{submodelIdentifier}", "/submodel", "submodelIdentifier")];

    /// <summary>All operations with those of the services. A service cannot remove what it serves.</summary>
    public static IReadOnlyList<AasOperation> Of(IReadOnlyList<AasOperation> all, TwinsOptions options) =>
    [
        .. all,
        .. Services.SelectMany(s => all.Where(o => o.Pattern.StartsWith(s.From, StringComparison.Ordinal) && (o.Method, o.Pattern) != ("DELETE", s.From))
            .SelectMany(o => Of(o, s.To + o.Pattern[s.From.Length..], s.Name, s.To == "/aas" ? options.ServiceShell : options.ServiceSubmodel))),
        .. all.Where(o => o.Pattern == "/description").Select(o => o with { Pattern = Base + o.Pattern, IsOpen = false }),
    ];

    /// <summary>Whether a call came by the base of one shell or submodel; its identifier.</summary>
    public static string? Served(AasCall call) => call.Has(Identifier) ? call.Identifier(Identifier) : null;

    static IEnumerable<AasOperation> Of(AasOperation operation, string path, string name, string? set)
    {
        var own = operation with { Pattern = path, RunAsync = c => operation.RunAsync(c.With(name, Encoded(set, name))) };
        yield return own;
        if (path.EndsWith("/invoke-async/$value", StringComparison.Ordinal) && path.StartsWith("/aas", StringComparison.Ordinal))
            yield return own with { Pattern = path.Replace("invoke-async", "invoke-asnyc", StringComparison.Ordinal) }; // as the specification spells it there
        yield return operation with { Pattern = Base + path, RunAsync = c => operation.RunAsync(c.With(name, c.Text(Identifier))) };
    }

    static string Encoded(string? set, string name) => set is { Length: > 0 } ? AasCall.Encode(set) : throw new ShellException(Refusal.NotFound, name == "aasIdentifier"
        ? "Many shells are here, and the setting twins:serviceShell names none for this address. Each has its own: /services/IDENTIFIER/aas, and /shells/IDENTIFIER."
        : "Many submodels are here, and the setting twins:serviceSubmodel names none for this address. Each has its own: /services/IDENTIFIER/submodel, and /submodels/IDENTIFIER.");
}
