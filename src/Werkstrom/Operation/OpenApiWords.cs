using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Werkstrom.Operation;

/// <summary>What types and their parts mean, with unit and range, for the description of the API: from the comments that lie beside the assemblies as XML.</summary>
static class OpenApiWords
{
    static readonly Lazy<Dictionary<string, XElement>> Comments = new(Read);

    /// <summary>Numbers in addresses that mean the same everywhere.</summary>
    static readonly Dictionary<string, string> Addresses = new()
    {
        ["assetId"] = "Number of the asset.",
        ["id"] = "Its number.",
        ["caseId"] = "Number of the case.",
        ["limit"] = "At most so many, the newest.",
        ["from"] = "Start of the span, an instant.",
        ["to"] = "End of the span, an instant; what lies at it does not count.",
    };

    // two modules may call their answers the same: each gets its folder before its name
    static readonly Lazy<HashSet<string>> Twice = new(() =>
    [
        .. AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name?.StartsWith("Werkstrom", StringComparison.Ordinal) == true)
            .SelectMany(a => a.GetTypes()).Where(t => !t.IsGenericType && !t.IsInterface).GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => g.Key),
    ]);

    /// <summary>Under which name a type stands in the description; null for types that are written where they are used.</summary>
    public static string? NameOf(JsonTypeInfo info)
    {
        var (type, id) = (info.Type, OpenApiOptions.CreateDefaultSchemaReferenceId(info));
        return id is not null && id == type.Name && Twice.Value.Contains(id) && type.Namespace?.StartsWith("Werkstrom.", StringComparison.Ordinal) == true
            ? type.Namespace["Werkstrom.".Length..].Replace(".", "", StringComparison.Ordinal) + id : id;
    }

    /// <summary>Writes them into a schema.</summary>
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = context.JsonTypeInfo;
        if (context.JsonPropertyInfo is not null || type.Kind != JsonTypeInfoKind.Object || type.Type.Assembly.GetName().Name?.StartsWith("Werkstrom", StringComparison.Ordinal) != true)
            return Task.CompletedTask;
        schema.Description ??= Text(Of($"T:{Name(type.Type)}")?.Element("summary"));
        foreach (var property in type.Properties)
        {
            if (schema.Properties?.TryGetValue(property.Name, out var found) == true && found is OpenApiSchema part && IsPlain(property.PropertyType))
                part.Description ??= Words(type.Type, property);
        }

        return Task.CompletedTask;
    }

    /// <summary>Says of numbers in an address what they are.</summary>
    public static Task NameAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description ??= parameter.Name is { } name ? Addresses.GetValueOrDefault(name) : null;
        return Task.CompletedTask;
    }

    // a record says it of the parameter, a class of the property
    static string? Words(Type type, JsonPropertyInfo property)
    {
        if ((property.AttributeProvider as MemberInfo)?.Name is not { } name)
            return null;
        var parameter = Of($"T:{Name(type)}")?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == name);
        return Text(parameter) ?? Text(Of($"P:{Name(type)}.{name}")?.Element("summary"));
    }

    // others are parts of their own, described where they stand
    static bool IsPlain(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain == typeof(string) || plain == typeof(DateTimeOffset) || plain == typeof(DateOnly) || plain == typeof(decimal)
            || plain == typeof(TimeSpan) || (plain != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(plain));
    }

    static XElement? Of(string member) => Comments.Value.GetValueOrDefault(member);

    static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? type.Name;

    static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var words = element.Nodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" } named => named.Attribute("cref")?.Value.Split('.')[^1] ?? named.Attribute("langword")?.Value ?? named.Attribute("name")?.Value ?? named.Value,
            XElement other => other.Value,
            _ => "",
        });
        var said = string.Join(' ', string.Concat(words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return said.Length > 0 ? said : null;
    }

    static Dictionary<string, XElement> Read()
    {
        Dictionary<string, XElement> all = [];
        foreach (var path in Directory.GetFiles(AppContext.BaseDirectory, "Werkstrom*.xml"))
        {
            foreach (var member in XDocument.Load(path).Descendants("member"))
                all[member.Attribute("name")?.Value ?? ""] = member;
        }

        // records keep what they say of parameters at their constructor
        foreach (var (name, member) in all.Where(m => m.Key.Contains(".#ctor(", StringComparison.Ordinal)).ToArray())
        {
            var type = $"T:{name[2..name.IndexOf(".#ctor(", StringComparison.Ordinal)]}";
            if (all.TryGetValue(type, out var own) && !own.Elements("param").Any())
                own.Add(member.Elements("param"));
        }

        return all;
    }
}
