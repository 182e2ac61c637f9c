using Werkstrom.Condition;
using Werkstrom.Connect;
using Werkstrom.Cooperation;
using Werkstrom.Emulator;
using Werkstrom.Energy;
using Werkstrom.Plant;
using Werkstrom.Setup;
using Werkstrom.Twins;

namespace Werkstrom;

/// <summary>The map for a newcomer: the modules of this program, in order.</summary>
static class HostModules
{
    public static ModuleList All() => new ModuleList()
        .Add<PlantModule>()
        .Add<ConnectModule>()
        .Add<ConditionModule>()
        .Add<TwinsModule>()
        .Add<EnergyModule>()
        .Add<CooperationModule>()
        .Add<EmulatorModule>()
        .Add<SetupModule>();
}
