using Werkstrom.Tests.Mqtt.Packets;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Transport;

/// <summary>The sockets of MQTT: nothing is lost or mixed up, whether clients are quiet, flood, or do not read.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task Clients_that_are_quiet_for_a_while_are_answered_like_others()
    {
        await using var broker = await TestBroker.StartAsync();
        List<RawClient> clients = [];
        for (var i = 0; i < 50; i++)
            clients.Add(await broker.ConnectOldAsync($"q{i}"));

        for (var turn = 1; turn <= 3; turn++)
        {
            await Task.Delay(300); // longer than a lively client is silent
            foreach (var client in clients)
                await client.SendAsync($"32 06 00 01 'a' 00 {turn:X2} 'x'");
            foreach (var client in clients)
                await client.ExpectAsync($"40 02 00 {turn:X2}");
        }

        for (var id = 16; id < 36; id++) // without a pause
        {
            await clients[0].SendAsync($"32 06 00 01 'a' 00 {id:X2} 'x'");
            await clients[0].ExpectAsync($"40 02 00 {id:X2}");
        }

        clients.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task A_hundred_thousand_packets_in_one_go_are_all_answered_in_order()
    {
        const int Packets = 100_000;
        await using var broker = await TestBroker.StartAsync(o => o.Limits = new() { MessagesPerSecond = 0 });
        using var client = await broker.ConnectOldAsync();
        var all = new byte[Packets * 8];
        for (var i = 0; i < Packets; i++)
        {
            Hex.Bytes("32 06 00 01 'a' 00 00 'x'").CopyTo(all, i * 8);
            (all[(i * 8) + 5], all[(i * 8) + 6]) = ((byte)(((i % 65535) + 1) >> 8), (byte)((i % 65535) + 1));
        }

        var sending = client.SendAsync(all);
        var answers = await client.ReceiveAsync(Packets * 4);
        await sending;

        Assert.Equal(Packets * 4, answers.Length);
        for (var i = 0; i < Packets; i++)
            Assert.Equal((0x40, 2, (i % 65535) + 1), (answers[i * 4], answers[(i * 4) + 1], (answers[(i * 4) + 2] << 8) | answers[(i * 4) + 3]));
    }

    [Fact]
    public async Task What_a_socket_does_not_take_at_once_comes_later_and_whole()
    {
        const int Size = 500_000, Messages = 40;
        await using var broker = await TestBroker.StartAsync();
        using var reader = await broker.ConnectOldAsync("reader");
        await reader.SendAsync("82 06 00 01 00 01 'a' 01");
        await reader.ExpectAsync("90 03 00 01 01");
        using var writer = await broker.ConnectOldAsync("writer");

        for (var i = 1; i <= Messages; i++) // 20 MB: more than sockets of this machine hold
        {
            byte[] packet = [.. Header(Size + 5), .. Hex.Bytes($"00 01 'a' 00 {i:X2}"), .. Enumerable.Repeat((byte)i, Size)];
            await writer.SendAsync(packet);
            await writer.ExpectAsync($"40 02 00 {i:X2}");
        }

        for (var i = 1; i <= Messages; i++)
        {
            var packet = await reader.ReceiveAsync(4 + 5 + Size);
            Assert.Equal(Hex.Text([.. Header(Size + 5), .. Hex.Bytes($"00 01 'a' 00 {i + 1:X2}")]), Hex.Text(packet.AsSpan(0, 9).ToArray()));
            Assert.True(packet.AsSpan(9).IndexOfAnyExcept((byte)i) < 0, $"message {i}");
        }
    }

    [Fact]
    public async Task A_client_that_resets_its_connection_is_gone_whether_lively_or_quiet()
    {
        await using var broker = await TestBroker.StartAsync();
        using var lively = await broker.ConnectOldAsync("lively");
        using var quiet = await broker.ConnectOldAsync("quiet");
        await lively.ExpectQuietAsync();
        await Task.Delay(300);
        await quiet.ExpectQuietAsync();

        lively.Crash();
        quiet.Crash();

        for (var waits = 0; broker.Server.Clients.Any() && waits < 6000; waits++)
            await Task.Delay(10);
        Assert.Empty(broker.Server.Clients);
    }

    // of a PUBLISH of QoS 1 of 2 MiB at most and 16 KiB at least
    static byte[] Header(int length) => [0x32, (byte)((length & 127) | 128), (byte)(((length >> 7) & 127) | 128), (byte)(length >> 14)];
}
