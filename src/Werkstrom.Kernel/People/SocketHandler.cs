using System.Net.Sockets;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel.Data;

namespace Werkstrom.Kernel.People;

/// <summary>Who reaches the socket in the data folder (mode 0600) may do everything: he could read the folder anyway.</summary>
sealed class SocketHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>True when the connection's own socket is bound to our file: a missing address alone proves nothing.</summary>
    public static bool Concerns(HttpContext http, DataFolder folder)
    {
        try
        {
            return http.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint end && end.ToString() == folder.Socket;
        }
        catch (ObjectDisposedException)
        {
            return false; // whoever asked has gone already
        }
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new(Identities.Local, Schemes.Socket)));
}
