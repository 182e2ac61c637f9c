using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Tests.Architecture;

/// <summary>The rules of docs/architecture.md, read from the compiled assemblies. Each rule also has a case that must fail.</summary>
public sealed class ArchitectureTests
{
    static readonly string[] Below = ["Werkstrom.Kernel", "Werkstrom.Store", "Werkstrom.Ui"];

    /// <summary>Who may reference whom. Modules meet in the Kernel's five nouns, never in each other.</summary>
    static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Werkstrom.Kernel"] = [],
        ["Werkstrom.Aas"] = [],
        ["Werkstrom.Learning"] = [],
        ["Werkstrom.Mqtt"] = [],
        ["Werkstrom.Tariff"] = [],
        ["Werkstrom.Store"] = ["Werkstrom.Kernel"],
        ["Werkstrom.Ui"] = ["Werkstrom.Kernel"],
        ["Werkstrom.Emulator"] = ["Werkstrom.Kernel", "Werkstrom.Store", "Werkstrom.Mqtt"],
        ["Werkstrom.Condition"] = [.. Below, "Werkstrom.Learning"],
        ["Werkstrom.Connect"] = [.. Below, "Werkstrom.Mqtt"],
        ["Werkstrom.Cooperation"] = Below,
        ["Werkstrom.Energy"] = [.. Below, "Werkstrom.Learning", "Werkstrom.Tariff"],
        ["Werkstrom.Plant"] = Below,
        ["Werkstrom.Setup"] = Below,
        ["Werkstrom.Twins"] = [.. Below, "Werkstrom.Aas"],
        ["werkstrom"] = [.. Below, "Werkstrom.Emulator", "Werkstrom.Condition", "Werkstrom.Energy", "Werkstrom.Cooperation", "Werkstrom.Connect", "Werkstrom.Plant", "Werkstrom.Setup", "Werkstrom.Twins"],
    };

    static readonly string[] Modules = ["Werkstrom.Emulator", "Werkstrom.Condition", "Werkstrom.Energy", "Werkstrom.Cooperation", "Werkstrom.Connect", "Werkstrom.Plant", "Werkstrom.Setup", "Werkstrom.Twins"];

    static readonly string[] Banned =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Threading.Thread.Sleep", "System.Threading.Tasks.Task.Wait",
    ];

    public static TheoryData<string> Ours => [.. Compiled.Names];

    public static TheoryData<string> OurModules => [.. Modules];

    [Theory]
    [MemberData(nameof(Ours))]
    public void An_assembly_references_only_what_the_table_allows(string name) =>
        Assert.Empty(Compiled.References(name).Except(MayReference[name]));

    [Fact]
    public void The_reference_rule_sees_a_forbidden_reference() =>
        Assert.Contains("Werkstrom.Plant", Compiled.References("werkstrom").Except(Below));

    [Theory]
    [MemberData(nameof(Ours))]
    public void Time_comes_from_TimeProvider_and_nobody_blocks(string name) =>
        Assert.DoesNotContain(Compiled.Calls(name), Banned.Contains);

    [Fact]
    public void The_call_rule_sees_a_forbidden_call()
    {
        _ = DateTime.UtcNow; // the call that this case must find, in this very assembly

        Assert.Contains(Compiled.Calls("Werkstrom.Tests"), Banned.Contains);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Public_classes_are_sealed(string name) =>
        Assert.DoesNotContain(Load(name).GetExportedTypes(), IsOpenClass);

    [Fact]
    public void The_sealed_rule_sees_an_open_class() => Assert.True(IsOpenClass(typeof(OpenClass)));

    [Theory]
    [MemberData(nameof(Ours))]
    public void A_module_has_exactly_one_entry(string name) =>
        Assert.Equal(Modules.Contains(name) ? 1 : 0, Entries(Load(name)));

    [Fact]
    public void The_entry_rule_counts_a_module() => Assert.Equal(1, Entries(typeof(ArchitectureTests).Assembly));

    [Theory]
    [MemberData(nameof(OurModules))]
    public void A_module_shows_only_its_entry_its_options_and_its_pages(string name) =>
        Assert.Empty(Load(name).GetExportedTypes().Where(t => !MayBePublic(t)).Select(t => t.Name));

    [Fact]
    public void The_rule_of_what_is_public_sees_a_stray_type() => Assert.False(MayBePublic(typeof(OpenClass)));

    [Fact]
    public void Ids_of_log_messages_are_unique() => Assert.Empty(Doubles(Compiled.Names.SelectMany(n => LogIds(Load(n)))));

    [Fact]
    public void The_log_rule_sees_a_double() => Assert.Equal([7], Doubles([7, 8, 7]));

    [Theory]
    [MemberData(nameof(Ours))]
    public void What_waits_can_be_stopped(string name) =>
        Assert.Empty(Load(name).GetExportedTypes().SelectMany(Unstoppable));

    [Fact]
    public void The_stop_rule_sees_a_method_without_token() =>
        Assert.Equal(["OpenClass.WaitAsync"], Unstoppable(typeof(OpenClass)));

    static Assembly Load(string name) => Assembly.Load(name);

    static int Entries(Assembly assembly) => assembly.GetTypes().Count(t => t.IsClass && t.IsAssignableTo(typeof(IModule)));

    /// <summary>Razor makes its own classes, unsealed; exceptions and attributes of ours are sealed like the rest.</summary>
    static bool IsOpenClass(Type t) =>
        t is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsRazor(t) && t.Name is not ("_Imports" or "Program");

    static bool IsRazor(Type t) => typeof(ComponentBase).IsAssignableFrom(t) || typeof(LayoutComponentBase).IsAssignableFrom(t);

    static bool MayBePublic(Type t) =>
        t.IsAssignableTo(typeof(IModule)) || t.Name.EndsWith("Options", StringComparison.Ordinal) || IsRazor(t) || t.Name == "_Imports"
        || t.Name.EndsWith("Text", StringComparison.Ordinal);

    static IEnumerable<int> LogIds(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select message.EventId;

    static IEnumerable<int> Doubles(IEnumerable<int> ids) => ids.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key);

    static IEnumerable<string> Unstoppable(Type type) =>
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name != "DisposeAsync" && !IsRazor(type)
        where method.GetBaseDefinition() == method // an override has the parameters that its base gave it
        where !method.GetParameters().Any(p => p.ParameterType == typeof(CancellationToken))
        select $"{type.Name}.{method.Name}";
}

/// <summary>What the rules must find: open, public, not a page.</summary>
public class OpenClass
{
    /// <summary>Waits, and cannot be told to stop.</summary>
    public virtual Task WaitAsync() => Task.CompletedTask;
}

sealed class ModuleInTests : IModule
{
    public static string Name => "tests";

    public static void AddTo(Microsoft.Extensions.Hosting.IHostApplicationBuilder builder)
    {
    }

    public static void MapTo(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder routes)
    {
    }
}
