using Werkstrom.Mqtt.Packets;

namespace Werkstrom.Tests.Mqtt.Server;

/// <summary>What survives a restart and a kill of the server. A kill is a copy of the folder as it is at that moment.</summary>
public sealed class JournalTests : IDisposable
{
    const string Hour = "11 00 00 0E 10";

    readonly string _root = Directory.CreateTempSubdirectory("mqtt-").FullName;
    int _copies;

    [Theory(DisplayName = "[MQTT-3.1.2-23, 4.1.0-1] subscriptions, queued messages and retained messages survive a restart and a kill")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart(bool killed)
    {
        var folder = Path.Combine(_root, "data");
        await using var first = await TestBroker.StartAsync(o => o.Folder = folder);
        using (var reader = await first.ConnectAsync("reader", Hour))
        {
            await reader.SendAsync("82 09 00 01 02 0B 05 00 01 'a' 02 82 10 00 02 00 00 0A '$share/g/b' 01 E0 00");
            await reader.ExpectAsync("90 04 00 01 00 02 90 04 00 02 00 01");
            await reader.ExpectEndAsync();
        }

        using (var writer = await first.ConnectAsync("writer"))
        {
            await writer.SendAsync("33 07 00 01 'a' 00 01 00 '1' 32 07 00 01 'b' 00 02 00 '2' 33 07 00 01 'r' 00 03 00 '3' 33 06 00 01 'r' 00 04 00 31 05 00 01 'q' 00 '4'");
            await writer.ExpectAsync("40 02 00 01 40 02 00 02 40 03 00 03 10 40 03 00 04 10");
        }

        if (!killed)
            await first.DisposeAsync();
        await using var second = await TestBroker.StartAsync(o => o.Folder = killed ? Copy(folder) : folder, clock: first.Clock);
        using var again = await second.OpenAsync();
        await again.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);

        await again.ExpectAsync("32 09 00 01 'a' 00 02 02 0B 05 '1' 32 07 00 01 'b' 00 03 00 '2'");
        await again.SendAsync("40 02 00 02 40 02 00 03 82 07 00 03 00 00 01 '+' 00");
        await again.ExpectAsync("90 04 00 03 00 00");
        var retained = new[] { await again.ReceivePacketAsync() };
        Assert.Contains(Convert.ToHexString(retained[0]), (string[])["31050001610031", "31050001710034"]);
    }

    [Fact(DisplayName = "a copy that is made while messages come and snapshots replace the log is whole: a server starts from it with all that was acknowledged before")]
    public async Task Copies()
    {
        const int Messages = 3_000;
        await using var first = await TestBroker.StartAsync(o => (o.Folder, o.CompactAfter) = (Path.Combine(_root, "data"), 20_000));
        using (var reader = await first.ConnectAsync("reader", Hour))
        {
            await reader.SendAsync("82 07 00 01 00 00 01 'a' 01");
            await reader.ExpectAsync("90 04 00 01 00 01");
        }

        using var writer = await first.ConnectAsync("writer");
        List<(string Folder, int Acknowledged, Task Copying)> copies = [];
        for (var sent = 1; sent <= Messages; sent++)
        {
            await writer.SendAsync($"32 0A 00 01 'a' {sent >> 8:X2} {sent & 255:X2} 00 '{sent:D4}'");
            await writer.ExpectAsync($"40 02 {sent >> 8:X2} {sent & 255:X2}");
            if (sent % 300 != 0)
                continue;
            var copy = Path.Combine(_root, $"copy{sent}");
            copies.Add((copy, sent, Task.Run(() => first.Server.CopyAsync(copy, default))));
        }

        foreach (var (folder, acknowledged, copying) in copies)
        {
            await copying;
            await using var second = await TestBroker.StartAsync(o => o.Folder = folder, clock: first.Clock);
            using var again = await second.OpenAsync();
            await again.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);
            for (var n = 1; n <= Math.Min(acknowledged, 1_000); n++)
                await again.ExpectAsync($"32 0A 00 01 'a' {(n + 1) >> 8:X2} {(n + 1) & 255:X2} 00 '{n:D4}'");
        }
    }

    [Fact(DisplayName = "[MQTT-4.4.0-1] after a kill what was under way is sent with the same identifier and DUP, what was released is released")]
    public async Task Under_way()
    {
        var folder = Path.Combine(_root, "data");
        await using var first = await TestBroker.StartAsync(o => o.Folder = folder);
        using var reader = await first.ConnectAsync("reader", Hour);
        await reader.SendAsync("82 07 00 01 00 00 01 'a' 02");
        await reader.ExpectAsync("90 04 00 01 00 02");
        using var writer = await first.ConnectAsync("writer");
        await writer.SendAsync("34 07 00 01 'a' 00 01 00 '1' 34 07 00 01 'a' 00 02 00 '2' 32 07 00 01 'a' 00 03 00 '3'");
        await writer.ExpectAsync("50 02 00 01 50 02 00 02 40 02 00 03");
        await reader.ExpectAsync("34 07 00 01 'a' 00 02 00 '1' 34 07 00 01 'a' 00 03 00 '2' 32 07 00 01 'a' 00 04 00 '3'");
        await reader.SendAsync("50 02 00 02");
        await reader.ExpectAsync("62 02 00 02");

        await using var second = await TestBroker.StartAsync(o => o.Folder = Copy(folder));
        using var again = await second.OpenAsync();
        await again.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);

        await again.ExpectAsync("62 02 00 02 3C 07 00 01 'a' 00 03 00 '2' 3A 07 00 01 'a' 00 04 00 '3'");
        await again.SendAsync("70 02 00 02 50 02 00 03 40 02 00 04");
        await again.ExpectAsync("62 02 00 03");
        await again.SendAsync("70 02 00 03");
        await again.ExpectQuietAsync();
    }

    [Fact(DisplayName = "QoS 2, killed while the intake has the message: sent again it comes with the same instant and is passed on once")]
    public async Task Killed_before_the_intake_is_done()
    {
        var folder = Path.Combine(_root, "data");
        var held = new HeldIntake();
        await using var first = await TestBroker.StartAsync(o => o.Folder = folder, intake: held);
        using (var reader = await first.ConnectAsync("reader", Hour))
        {
            await reader.SendAsync("82 07 00 01 00 00 01 'a' 02 E0 00");
            await reader.ExpectAsync("90 04 00 01 00 02");
            await reader.ExpectEndAsync();
        }

        using var writer = await first.ConnectAsync("writer", Hour);
        await writer.SendAsync("34 07 00 01 'a' 00 05 00 'x'");
        await held.BatchAsync(0);
        var copy = Copy(folder);
        first.Clock.Advance(5);

        var second = new HeldIntake();
        second.Release(0, MqttReason.Success);
        await using var after = await TestBroker.StartAsync(o => o.Folder = copy, intake: second, clock: first.Clock);
        using var again = await after.OpenAsync();
        await again.ConnectAsync("writer", Hour, clean: false, keepAlive: 0, present: true);
        await again.SendAsync("3C 07 00 01 'a' 00 05 00 'x'");
        await again.ExpectAsync("50 02 00 05");
        await again.SendAsync("3C 07 00 01 'a' 00 05 00 'x'");
        await again.ExpectAsync("50 02 00 05");
        using var back = await after.OpenAsync();
        await back.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);

        Assert.Equal(held.Instants, second.Instants);
        await back.ExpectAsync("34 07 00 01 'a' 00 02 00 'x'");
        await back.ExpectQuietAsync();
        held.Release(0, MqttReason.Success);
    }

    [Fact(DisplayName = "QoS 2, killed after PUBREC: sent again it is neither taken nor passed on again; after PUBREL the identifier is new")]
    public async Task Killed_after_pubrec()
    {
        var folder = Path.Combine(_root, "data");
        await using var first = await TestBroker.StartAsync(o => o.Folder = folder);
        using var writer = await first.ConnectAsync("writer", Hour);
        await writer.SendAsync("82 07 00 01 00 00 01 'a' 01");
        await writer.ExpectAsync("90 04 00 01 00 01");
        await writer.SendAsync("34 07 00 01 'a' 00 05 00 'x'");
        var answers = new[] { await writer.ReceivePacketAsync(), await writer.ReceivePacketAsync() };
        Assert.Equal(["320700016100020078", "50020005"], answers.Select(Convert.ToHexString).Order());
        await writer.SendAsync("40 02 00 02");
        await writer.ExpectQuietAsync();

        var intake = new HeldIntake();
        intake.Release(0, MqttReason.Success);
        await using var second = await TestBroker.StartAsync(o => o.Folder = Copy(folder), intake: intake);
        using var again = await second.OpenAsync();
        await again.ConnectAsync("writer", Hour, clean: false, keepAlive: 0, present: true);
        var first2 = await again.ReceivePacketAsync(); // PUBACK of the subscriber is not waited for: at least once
        Assert.Equal("3A0700016100020078", Convert.ToHexString(first2));
        await again.SendAsync("40 02 00 02 3C 07 00 01 'a' 00 05 00 'x'");
        await again.ExpectAsync("50 02 00 05");
        await again.SendAsync("62 02 00 05");
        await again.ExpectAsync("70 02 00 05");
        Assert.Empty(intake.Instants);
        await again.SendAsync("34 07 00 01 'a' 00 05 00 'y'");

        var last = new[] { await again.ReceivePacketAsync(), await again.ReceivePacketAsync() };
        Assert.Equal(["320700016100030079", "50020005"], last.Select(Convert.ToHexString).Order());
    }

    [Fact(DisplayName = "[MQTT-3.1.2-8] the will of a client that was connected when the server was killed is published after the start")]
    public async Task Will()
    {
        var folder = Path.Combine(_root, "data");
        await using var first = await TestBroker.StartAsync(o => o.Folder = folder);
        using var client = await first.OpenAsync();
        await client.SendAsync("10 * 00 04 'MQTT' 05 26 00 00 00 00 01 'c' 00 00 01 'w' 00 04 'gone'");
        await client.ExpectAsync("20 0E 00 00 0B 21 03 E8 27 00 10 00 00 22 00 40");
        using var other = await first.ConnectAsync("other", Hour);
        await other.SendAsync("82 07 00 01 00 00 01 'x' 00");
        await other.ExpectAsync("90 04 00 01 00 00"); // everything before it is on the disk

        await using var second = await TestBroker.StartAsync(o => o.Folder = Copy(folder));
        second.Clock.Advance(0.5);

        using var reader = await second.ConnectAsync("reader");
        await reader.SendAsync("82 07 00 01 00 00 01 'w' 00");
        await reader.ExpectAsync("90 04 00 01 00 00 31 08 00 01 'w' 00 'gone'");
    }

    [Fact(DisplayName = "a torn tail of the journal is left out; what was acknowledged is there")]
    public async Task Torn_tail()
    {
        var folder = Path.Combine(_root, "data");
        await using (var first = await TestBroker.StartAsync(o => o.Folder = folder))
        {
            using var writer = await first.ConnectAsync("writer");
            await writer.SendAsync("33 07 00 01 'r' 00 03 00 '3'");
            await writer.ExpectAsync("40 03 00 03 10");
        }

        var log = Directory.GetFiles(folder, "*.mlog").Single();
        await File.AppendAllBytesAsync(log, [9, 0, 0, 0, 1, 2, 3, 4, 12, 12]);

        await using var second = await TestBroker.StartAsync(o => o.Folder = folder);

        Assert.Equal(1, second.Server.RetainedCount);
    }

    [Fact(DisplayName = "the journal is replaced by a snapshot while messages flow, and nothing is lost")]
    public async Task Compaction()
    {
        var folder = Path.Combine(_root, "data");
        await using var first = await TestBroker.StartAsync(o => (o.Folder, o.CompactAfter) = (folder, 2000));
        using (var reader = await first.ConnectAsync("reader", Hour))
        {
            await reader.SendAsync("82 07 00 01 00 00 01 'a' 02 E0 00");
            await reader.ExpectAsync("90 04 00 01 00 02");
            await reader.ExpectEndAsync();
        }

        using var writer = await first.ConnectAsync("writer");
        for (var i = 1; i <= 200; i++)
        {
            await writer.SendAsync($"32 07 00 01 'a' 00 {i:X2} 00 {i:X2}");
            await writer.ExpectAsync($"40 02 00 {i:X2}");
        }

        Assert.True(Directory.GetFiles(folder, "*.snap").Min(f => long.Parse(Path.GetFileNameWithoutExtension(f), null)) > 1);
        await using var second = await TestBroker.StartAsync(o => o.Folder = Copy(folder));
        using var again = await second.OpenAsync();
        await again.ConnectAsync("reader", Hour, clean: false, keepAlive: 0, present: true);
        for (var i = 1; i <= 200; i++)
            await again.ExpectAsync($"32 07 00 01 'a' 00 {i + 1:X2} 00 {i:X2}");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    string Copy(string folder)
    {
        var copy = Path.Combine(_root, $"copy{_copies++}");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(folder))
        {
            try
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
            catch (FileNotFoundException)
            {
                // a compaction deleted it meanwhile: the snapshot that replaces it is copied below
            }
        }

        foreach (var file in Directory.GetFiles(folder).Where(f => !File.Exists(Path.Combine(copy, Path.GetFileName(f)))))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
