using System.Net;

namespace Werkstrom.Kernel.Notify;

/// <summary>What can be said of a webhook's address before anything is sent; where a name points to is checked again with every connection.</summary>
public static class WebhookAddress
{
    /// <summary>True for this machine, private and link-local networks, and what is no single host: where nobody should get through us by a name of theirs.</summary>
    public static bool IsPrivate(IPAddress address) => WebhookSender.IsPrivate(address);

    /// <summary>True for an address that needs <c>notify:allowPrivateWebhooks</c>: it goes by http, or names this machine or the house's own network.</summary>
    public static bool IsPrivate(Uri address) =>
        address.Scheme != Uri.UriSchemeHttps || address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out var number) && WebhookSender.IsPrivate(number));
}
