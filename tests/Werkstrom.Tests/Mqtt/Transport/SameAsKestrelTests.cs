using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Werkstrom.Mqtt.Transport;

namespace Werkstrom.Tests.Mqtt.Transport;

/// <summary>What a connection does at its ends and under pressure: with our sockets the same as with Kestrel's.</summary>
public sealed class SameAsKestrelTests
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Theory, InlineData(true), InlineData(false)]
    public async Task Half_closed_gives_all_that_was_sent_and_then_takes_answers(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        var (client, server) = await at.ConnectAsync();
        await client.SendAsync("last words"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal("last words", await ReadToEndAsync(server));
        await EndedAsync(server.ConnectionClosed);
        await server.Transport.Output.WriteAsync("answer"u8.ToArray());
        await server.DisposeAsync();

        Assert.Equal("answer", await ReadToEndAsync(client));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_reset_is_told_to_the_reader_and_to_who_waits_for_the_end(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        var (client, server) = await at.ConnectAsync();
        var reading = server.Transport.Input.ReadAsync();
        client.Close(0);

        await Assert.ThrowsAsync<ConnectionResetException>(() => reading.AsTask().WaitAsync(Long));
        await EndedAsync(server.ConnectionClosed);
        await server.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Abort_resets_the_client_and_wakes_the_reader_with_its_reason(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        var (client, server) = await at.ConnectAsync();
        var reading = server.Transport.Input.ReadAsync();
        server.Abort(new ConnectionAbortedException("enough"));
        server.Abort(new ConnectionAbortedException("twice"));

        var why = await Assert.ThrowsAsync<ConnectionAbortedException>(() => reading.AsTask().WaitAsync(Long));
        Assert.Equal("enough", why.Message);
        await EndedAsync(server.ConnectionClosed);
        var end = await Assert.ThrowsAsync<SocketException>(() => client.ReceiveAsync(new byte[1]).WaitAsync(Long));
        Assert.Equal(SocketError.ConnectionReset, end.SocketErrorCode);
        await server.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_does_not_read_slows_the_client_and_gets_everything_in_order_later(bool isOurs)
    {
        const int Blocks = 512, Block = 64 * 1024; // 32 MB: more than sockets of this machine and what may wait hold
        await using var at = await Place.OpenAsync(isOurs);
        var (client, server) = await at.ConnectAsync();
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Blocks; i++)
                await client.SendAsync(Enumerable.Repeat((byte)i, Block).ToArray());
            client.Shutdown(SocketShutdown.Send);
        });
        await Task.WhenAny(sending, Task.Delay(500));
        Assert.False(sending.IsCompleted);

        var count = 0L;
        while (true)
        {
            var read = await server.Transport.Input.ReadAsync().AsTask().WaitAsync(Long);
            foreach (var part in read.Buffer)
            {
                foreach (var one in part.ToArray())
                    Assert.Equal((byte)(count++ / Block), one);
            }

            server.Transport.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        Assert.Equal((long)Blocks * Block, count);
        await sending;
        await server.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_does_not_read_can_be_aborted_and_disposed(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        for (var turn = 0; turn < 2; turn++)
        {
            var (client, server) = await at.ConnectAsync();
            var sending = client.SendAsync(new byte[32 * 1024 * 1024]);
            await Task.WhenAny(sending, Task.Delay(300));
            Assert.False(sending.IsCompleted);
            if (turn == 0)
                server.Abort(new ConnectionAbortedException("enough"));
            await server.DisposeAsync();
            await Assert.ThrowsAnyAsync<SocketException>(() => sending.WaitAsync(Long));
            await EndedAsync(server.ConnectionClosed);
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_client_that_takes_nothing_can_be_aborted_while_it_is_sent_to(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        var (_, server) = await at.ConnectAsync();
        var sending = server.Transport.Output.WriteAsync(new byte[32 * 1024 * 1024]).AsTask();
        await Task.WhenAny(sending, Task.Delay(300));
        Assert.False(sending.IsCompleted);

        server.Abort(new ConnectionAbortedException("enough"));

        Assert.True((await sending.WaitAsync(Long)).IsCompleted);
        await server.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_fails_when_told_of_the_end_fails_alone(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        var (client, server) = await at.ConnectAsync();
        server.ConnectionClosed.Register(() => throw new InvalidOperationException("as it should"));
        client.Dispose();

        await EndedAsync(server.ConnectionClosed);
        await server.DisposeAsync();
        var (next, other) = await at.ConnectAsync();
        await next.SendAsync("x"u8.ToArray());
        next.Shutdown(SocketShutdown.Send);
        Assert.Equal("x", await ReadToEndAsync(other));
        await other.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Unbinding_ends_waiting_for_clients_and_not_those_that_are_there(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        var (client, server) = await at.ConnectAsync();
        var waiting = at.Listener.AcceptAsync().AsTask();
        await at.Listener.UnbindAsync();

        Assert.Null(await waiting.WaitAsync(Long));
        Assert.Null(await at.Listener.AcceptAsync());
        await client.SendAsync("still here"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("still here", await ReadToEndAsync(server));
        await server.DisposeAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_port_that_is_taken_is_told_as_such(bool isOurs)
    {
        await using var at = await Place.OpenAsync(isOurs);
        await Assert.ThrowsAsync<AddressInUseException>(async () => await at.Factory.BindAsync(at.Listener.EndPoint));
    }

    static async Task EndedAsync(CancellationToken closed)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = closed.Register(ended.SetResult);
        await ended.Task.WaitAsync(Long, CancellationToken.None);
    }

    static async Task<string> ReadToEndAsync(ConnectionContext server)
    {
        while (true)
        {
            var read = await server.Transport.Input.ReadAsync().AsTask().WaitAsync(Long);
            var text = System.Text.Encoding.UTF8.GetString(read.Buffer.ToArray());
            server.Transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
                return text;
        }
    }

    static async Task<string> ReadToEndAsync(Socket client)
    {
        var (all, room) = ("", new byte[100]);
        while (await client.ReceiveAsync(room).WaitAsync(Long) is > 0 and var count)
            all += System.Text.Encoding.UTF8.GetString(room, 0, count);
        return all;
    }

    sealed class Place(IConnectionListenerFactory factory, IConnectionListener listener) : IAsyncDisposable
    {
        readonly List<Socket> _clients = [];

        public IConnectionListenerFactory Factory => factory;

        public IConnectionListener Listener => listener;

        public static async Task<Place> OpenAsync(bool isOurs)
        {
            IConnectionListenerFactory factory = isOurs ? new MqttListenerFactory(_ => true)
                : new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
            return new(factory, await factory.BindAsync(new IPEndPoint(IPAddress.Loopback, 0)));
        }

        public async Task<(Socket Client, ConnectionContext Server)> ConnectAsync()
        {
            Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _clients.Add(client);
            await client.ConnectAsync(listener.EndPoint);
            return (client, (await listener.AcceptAsync().AsTask().WaitAsync(Long))!);
        }

        public async ValueTask DisposeAsync()
        {
            _clients.ForEach(client => client.Dispose());
            await listener.DisposeAsync();
            (factory as IDisposable)?.Dispose();
        }
    }
}
