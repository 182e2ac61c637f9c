using Werkstrom;
using Werkstrom.Connect;
using Werkstrom.Emulator;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Data;
using Werkstrom.Plant;
using Werkstrom.Setup;
using Werkstrom.Store;

var modules = new ModuleList()
    .Add<ConnectModule>()
    .Add<EmulatorModule>()
    .Add<PlantModule>()
    .Add<SetupModule>();

var builder = WebApplication.CreateBuilder(args);
builder.AddKernel(new DataFolder(builder.Configuration["data"] ?? "data"));
builder.AddStore();
modules.AddTo(builder);

var app = builder.Build();
modules.MapTo(app);
await app.RunAsync();
