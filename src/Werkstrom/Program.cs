using System.CommandLine;
using Microsoft.Extensions.Options;
using Werkstrom;
using Werkstrom.Kernel.Modules;
using Werkstrom.Serving;

var modules = HostModules.All();
LocalServer.Start = (folder, stop) => ServeCommand.StartOwnAsync(folder, modules, stop);

RootCommand root = new("Werkstrom: machine data and green-power data, in one program on your own machine");
root.Subcommands.Add(ServeCommand.Serve(modules));
root.Subcommands.Add(ServeCommand.Demo(modules));
foreach (var command in modules.Commands)
    root.Subcommands.Add(command);

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is StartException or OptionsValidationException or InvalidOperationException or IOException)
{
    // what an operator can mend: a sentence; anything else is a bug and keeps its stack trace
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
