using System.CommandLine;
using System.Reflection;
using Werkstrom.Kernel.Modules;

namespace Werkstrom;

/// <summary>The modules of this host, in the order in which Program.cs names them.</summary>
sealed class ModuleList
{
    readonly List<Action<IHostApplicationBuilder>> _adds = [];
    readonly List<Action<IEndpointRouteBuilder>> _maps = [];
    readonly List<Assembly> _assemblies = [];
    readonly List<MenuEntry> _menu = [];
    readonly List<Command> _commands = [];

    public Assembly[] Assemblies => [.. _assemblies];

    public IReadOnlyList<MenuEntry> Menu => _menu;

    public IReadOnlyList<Command> Commands => _commands;

    public ModuleList Add<T>() where T : IModule
    {
        _adds.Add(T.AddTo);
        _maps.Add(T.MapTo);
        _menu.AddRange(T.Menu);
        _commands.AddRange(T.Commands);
        _assemblies.Add(typeof(T).Assembly);
        return this;
    }

    public void AddTo(IHostApplicationBuilder builder) => _adds.ForEach(add => add(builder));

    public void MapTo(IEndpointRouteBuilder routes) => _maps.ForEach(map => map(routes));
}
