using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Transport;
using Werkstrom.Tests.Mqtt.Server;

namespace Werkstrom.Tests.Mqtt.Transport;

/// <summary>Connections that come and go in every way at once, and those that never end.</summary>
public sealed class ChurnTests
{
    [Fact]
    public async Task Numbers_of_closed_sockets_are_used_again_and_every_client_gets_its_own_answers()
    {
        await using var broker = await TestBroker.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => Task.Run(async () =>
        {
            for (var turn = 0; turn < 60; turn++)
            {
                var client = await broker.ConnectOldAsync($"c{lane}");
                await client.SendAsync($"32 06 00 01 'a' {lane + 1:X2} {turn + 1:X2} 'x'");
                if (turn % 4 != 0) // else it does not even wait for the answer
                    await client.ExpectAsync($"40 02 {lane + 1:X2} {turn + 1:X2}");
                if (turn % 3 == 0)
                    client.Crash(); // the others are closed by their next connection's take-over, or close themselves
                else if (turn % 3 == 1)
                    client.Dispose();
            }
        })));

        using var last = await broker.ConnectOldAsync("last");
        await last.SendAsync("C0 00");
        await last.ExpectAsync("D0 00");
    }

    [Fact]
    public void A_connection_that_is_not_watched_ends_and_is_not_counted()
    {
        using Poller gone = new(0);
        gone.Dispose();
        var (client, server) = Pair();
        using (client)
        {
            PolledConnection connection = new(server, gone, gone);
            connection.Start();

            Assert.Equal(0, gone.Count);
            Assert.Throws<Microsoft.AspNetCore.Connections.ConnectionAbortedException>(() => connection.Transport.Input.TryRead(out _));
        }
    }

    [Fact]
    public async Task A_poller_counts_those_that_it_reads()
    {
        using Poller lively = new(0), quiet = new(0);
        var (client, server) = Pair();
        PolledConnection connection = new(server, lively, quiet);
        connection.Start();
        Assert.Equal(1, lively.Count);
        await client.SendAsync(new byte[1]);
        await connection.Transport.Input.ReadAsync();

        client.Dispose();
        connection.Transport.Input.AdvanceTo(default);
        for (var waits = 0; lively.Count + quiet.Count > 0 && waits < 6000; waits++)
            await Task.Delay(10);

        Assert.Equal((0, 0), (lively.Count, quiet.Count));
        await connection.DisposeAsync();
    }

    [Fact]
    public void Messages_that_never_end_do_not_keep_the_thread_that_sends_them()
    {
        const int Most = 100_000;
        var (calls, here) = (0, Environment.CurrentManagedThreadId);
        PacketWriter writer = new(PipeWriter.Create(Stream.Null), to =>
        {
            if (Environment.CurrentManagedThreadId != here || ++calls > Most)
                return 0;
            to.GetSpan(1024);
            to.Advance(1024);
            return 1024;
        }, _ => { });

        writer.Schedule(here: true);

        Assert.InRange(calls, 32, Most);
    }

    static (Socket Client, Socket Server) Pair()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        var server = listener.Accept();
        server.Blocking = false;
        return (client, server);
    }
}
