using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Werkstrom.Mqtt.Transport;

/// <summary>
/// Sockets for Kestrel that cost little with thousands of connections which seldom say something: on Linux two threads read all of
/// them, and what thousands of quiet clients send within 10 ms is handled in one go. Register it as <see cref="IConnectionListenerFactory"/> behind
/// Kestrel's own, which serves all other ports, and this one where there is no Linux.
/// </summary>
/// <param name="serves">Which addresses are for MQTT.</param>
/// <param name="log">Is told when the system gives no more sockets; null: nobody is.</param>
public sealed class MqttListenerFactory(Func<EndPoint, bool> serves, ILogger<MqttListenerFactory>? log = null) : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    /// <summary>Milliseconds that a message of a quiet client may wait for others where there are thousands of them.</summary>
    const int Pause = 10;

    readonly Lazy<Poller> _lively = new(() => new Poller(0));
    readonly Lazy<Poller> _quiet = new(() => new Poller(Pause));

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => OperatingSystem.IsLinux() && serves(endpoint);

    /// <inheritdoc/>
    /// <exception cref="AddressInUseException">Another program listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen();
            return new(new Listener(socket, _lively.Value, _quiet.Value, log));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(e.Message, e);
        }
    }

    /// <summary>Ends reading.</summary>
    public void Dispose()
    {
        if (_lively.IsValueCreated)
            _lively.Value.Dispose();
        if (_quiet.IsValueCreated)
            _quiet.Value.Dispose();
    }

    sealed class Listener(Socket socket, Poller lively, Poller quiet, ILogger? log) : IConnectionListener
    {
        // the same error again and again would take a whole core
        static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

        bool _isFull;

        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    var accepted = await socket.AcceptAsync(cancellationToken);
                    _isFull = false;
                    if (TryMake(accepted) is { } connection)
                        return connection;
                }
                catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
                {
                    return null; // unbound
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
                {
                    if (!_isFull)
                        log?.NoMoreSockets(e);
                    _isFull = true;
                    await Task.Delay(Rest, TimeProvider.System, cancellationToken);
                }
                catch (SocketException)
                {
                    // it was gone before it was here
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return default;
        }

        PolledConnection? TryMake(Socket accepted)
        {
            try
            {
                (accepted.NoDelay, accepted.Blocking) = (true, false);
                var connection = new PolledConnection(accepted, lively, quiet);
                connection.Start();
                return connection;
            }
            catch (SocketException)
            {
                accepted.Dispose();
                return null;
            }
        }
    }
}
