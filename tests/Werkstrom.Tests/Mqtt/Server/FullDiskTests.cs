using Werkstrom.Tests.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>A disk that is full under the journal.</summary>
public sealed class FullDiskTests : IDisposable
{
    readonly string _disk = Directory.CreateTempSubdirectory("mqtt-disk-").FullName;

    [SmallDiskFact(DisplayName = "on a full disk nothing is acknowledged; when there is room again, all goes on, and what was kept is there")]
    public async Task Full_disk()
    {
        Assert.True(SmallDisk.Mount(_disk, 1));
        var filler = Path.Combine(_disk, "filler");
        await using var broker = await TestBroker.StartAsync(o => o.Folder = Path.Combine(_disk, "mqtt"));
        using (var client = await broker.ConnectAsync(properties: "17 00"))
        {
            await client.SendAsync("33 07 00 01 'a' 00 01 00 'x'");
            await client.ExpectAsync("40 03 00 01 10");
            Fill(filler);
            await client.SendAsync(Big());
            await client.ExpectAsync("E0 01 97");
            await client.ExpectEndAsync();
        }

        File.Delete(filler);
        broker.Clock.Advance(0.5);
        await UntilTakenAsync(broker, "33 07 00 01 'c' 00 03 00 'z'", "40 03 00 03 10");

        await broker.DisposeAsync();
        await using var second = await TestBroker.StartAsync(o => o.Folder = Path.Combine(_disk, "mqtt"));
        using var reader = await second.ConnectAsync("reader");
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 00 82 07 00 02 00 00 01 'c' 00");
        await reader.ExpectAsync("90 04 00 01 00 00 31 05 00 01 'a' 00 'x' 90 04 00 02 00 00 31 05 00 01 'c' 00 'z'");
    }

    public void Dispose()
    {
        SmallDisk.Unmount(_disk);
        Directory.Delete(_disk, recursive: true);
    }

    // how soon it heals is not said: a client is sent away until then, and comes again
    static async Task UntilTakenAsync(TestBroker broker, string publish, string taken)
    {
        var answer = "";
        for (var i = 0; i < 1200 && answer != taken; i++)
        {
            await Task.Delay(50);
            using var again = await broker.ConnectAsync("again");
            await again.SendAsync(publish);
            answer = Hex.Text(await again.ReceiveAsync(5));
        }

        Assert.Equal(taken, answer);
    }

    // a retained message of 8 KiB: larger than what a block that is begun still holds
    static byte[] Big() => [0x33, 0x86, 0x40, 0, 1, (byte)'d', 0, 9, 0, .. new byte[8192]];

    static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
                file.Write(new byte[1024]);
        }
        catch (IOException)
        {
            // full
        }
    }
}
