using System.CommandLine;
using System.Net;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Data;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Serving;

/// <summary>The verbs <c>serve</c> and <c>demo</c>, and the server that other verbs start when none runs.</summary>
static class ServeCommand
{
    public static Command Serve(ModuleList modules) => Make("serve", "Runs the server until it is ended", modules, demo: false);

    public static Command Demo(ModuleList modules) =>
        Make("demo", "Runs the server with an emulated plant: 30 days of history, then live", modules, demo: true);

    /// <summary>Starts a server on the socket of the data folder only, for one verb.</summary>
    public static async Task<IAsyncDisposable> StartOwnAsync(DataFolder folder, ModuleList modules, CancellationToken stop)
    {
        if (!File.Exists(folder.Registry))
            await Console.Error.WriteLineAsync($"No Werkstrom lives in {folder.Path} yet: it is made new. Another folder is named with --data.");
        var server = await Server.StartAsync(new() { Data = folder.Path, Urls = "" }, modules, stop);
        Announcement.WriteFirstPassword(server, Console.Error); // standard output belongs to the verb
        return server;
    }

    static Command Make(string name, string description, ModuleList modules, bool demo)
    {
        var data = CommonOptions.Data();
        Option<string> urls = new("--urls")
        {
            Description = "Addresses to listen on, separated by ';'. Other machines are served over https:// only, or behind --proxy",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
        };
        Option<string?> certificate = new("--certificate") { Description = "Certificate as .pfx or .pem; without it one is made", HelpName = "FILE" };
        Option<string?> key = new("--certificate-key") { Description = "Key of a .pem certificate", HelpName = "FILE" };
        Option<string?> proxy = new("--proxy") { Description = "Address of the reverse proxy that ends TLS", HelpName = "ADDRESS" };
        proxy.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !IPAddress.TryParse(text, out _))
                result.AddError($"--proxy: '{text}' is not an IP address.");
        });

        var publicUrl = PublicUrl();
        var mqttPort = MqttPort.Option();
        Command command = new(name, description) { data, urls, mqttPort, certificate, key, proxy, publicUrl };
        command.SetAction((parsed, stop) => RunAsync(
            MqttPort.Choose(new()
            {
                Data = parsed.GetValue(data)!,
                Urls = parsed.GetValue(urls)!,
                Certificate = parsed.GetValue(certificate),
                CertificateKey = parsed.GetValue(key),
                Proxy = parsed.GetValue(proxy) is { } text ? IPAddress.Parse(text) : null,
                Configuration = [.. demo ? Demonstration.Configuration() : [], .. parsed.GetValue(publicUrl) is { } address ? PublicSetting(address) : []],
            }, parsed.GetValue(mqttPort)),
            modules, stop));
        return command;
    }

    static Option<string?> PublicUrl()
    {
        Option<string?> option = new("--public-url") { Description = "Address by which people reach the server, for links in mails and invitations", HelpName = "URL" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && KernelOptions.CheckPublicUrl(text) is { } reason)
                result.AddError($"--public-url: {reason}");
        });
        return option;
    }

    static KeyValuePair<string, string?>[] PublicSetting(string address) => [new($"{KernelOptions.Section}:{nameof(KernelOptions.PublicUrl)}", address)];

    static async Task<int> RunAsync(ServeSettings settings, ModuleList modules, CancellationToken stop)
    {
        if (Demonstration.Error(settings) is { } error)
            throw new StartException(error);
        await using var server = await Server.StartAsync(settings, modules, stop);
        Announcement.Write(server, settings);
        try
        {
            await server.WaitForShutdownAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        return 0;
    }
}
