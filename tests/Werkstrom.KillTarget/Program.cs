using Werkstrom.KillTarget;

// usage: FOLDER SEED RUN [close] [backup] [at=STEP:N]; see Victim
await new Victim(args[0], int.Parse(args[1], null), int.Parse(args[2], null), args[3..]).RunAsync();
