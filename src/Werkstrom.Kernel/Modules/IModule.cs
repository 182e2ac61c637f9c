using System.CommandLine;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Werkstrom.Kernel.Modules;

/// <summary>What the host asks of a module. Each module assembly has exactly one.</summary>
public interface IModule
{
    /// <summary>The name in routes, configuration sections and table prefixes: lower case, one word.</summary>
    static abstract string Name { get; }

    /// <summary>The module's entries in the menu; a person sees those that the role may use.</summary>
    static virtual IReadOnlyList<MenuEntry> Menu => [];

    /// <summary>The module's verbs of the command line, for example <c>import</c>.</summary>
    static virtual IReadOnlyList<Command> Commands => [];

    /// <summary>Registers the module's services, options and workers.</summary>
    static abstract void AddTo(IHostApplicationBuilder builder);

    /// <summary>Maps the module's endpoints below <c>/api/{Name}</c>.</summary>
    static abstract void MapTo(IEndpointRouteBuilder routes);
}
