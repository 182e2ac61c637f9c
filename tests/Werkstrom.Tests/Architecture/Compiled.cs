using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Werkstrom.Tests.Architecture;

/// <summary>Our compiled assemblies, as the rules read them.</summary>
static class Compiled
{
    /// <summary>Names of our assemblies beside the tests, found on disk, so that a new one cannot be forgotten.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Where(n => n == "werkstrom" || (n.StartsWith("Werkstrom.", StringComparison.Ordinal) && n != "Werkstrom.Tests" && n != "Werkstrom.KillTarget"))
            .Order(StringComparer.Ordinal)];

    public static List<string> References(string name) => Read(name, m =>
        m.AssemblyReferences.Select(h => m.GetString(m.GetAssemblyReference(h).Name))
            .Where(n => n.StartsWith("Werkstrom", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Members of other assemblies that are called, as <c>Namespace.Type.Member</c>.</summary>
    public static List<string> Calls(string name) => Read(name, m =>
        from handle in m.MemberReferences
        let member = m.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        let type = m.GetTypeReference((TypeReferenceHandle)member.Parent)
        select $"{m.GetString(type.Namespace)}.{m.GetString(type.Name)}.{m.GetString(member.Name)}");

    static List<string> Read(string name, Func<MetadataReader, IEnumerable<string>> select)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
        return [.. select(file.GetMetadataReader())];
    }
}
