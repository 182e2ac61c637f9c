using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Werkstrom.Connect.Mapping;
using Werkstrom.Connect.Missing;
using Werkstrom.Connect.Mqtt.Access;
using Werkstrom.Connect.Mqtt.Topics;
using Werkstrom.Kernel.Events;
using Werkstrom.Kernel.People;
using Werkstrom.Mqtt.Packets;
using Werkstrom.Mqtt.Server;
using Werkstrom.Mqtt.Topics;

namespace Werkstrom.Connect.Mqtt;

/// <summary>
/// Who may what: the password is a token (the user name does not matter), or the certificate of the client is registered as one. Its
/// scope <c>write</c> lets publish and <c>read</c> subscribe, within its rules for topics; bound to an asset it publishes only to
/// topics that lead into it.
/// </summary>
sealed class MqttAuthority(
    TokenDoor door, ReachBook reaches, SourceBook sources, TopicDesk topics, ClientAuthority authority, MqttTerms terms, IEnumerable<IFeed> feeds,
    IOptions<MqttOptions> options)
    : IMqttAuthority
{
    const string System = "$SYS";

    readonly Scopes _open = ScopeWords.TryParseWords(options.Value.OpenScopes, out var scopes) ? scopes & (Scopes.Read | Scopes.Write) : Scopes.None;
    readonly string[] _own = [.. feeds.Select(f => f.Root).Where(r => r.Length > 0)];
    readonly string[] _denied = options.Value.DeniedSubscriptions.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask<MqttAdmission> AdmitAsync(MqttCandidate candidate, CancellationToken stop)
    {
        var address = (candidate.Remote as IPEndPoint)?.Address;
        TokenPass pass;
        if (candidate.Password is { IsEmpty: false } password)
            pass = await door.EnterAsync(Encoding.UTF8.GetString(password.Span), address, stop);
        else if (candidate.Certificate is { } certificate)
            pass = await door.EnterAsync(certificate, authority.HasIssued(certificate), address, stop);
        else
            return AdmitOpen(address);
        if (pass is not { User: { } user, Token: { } key })
            return new(pass.Wait is null ? MqttReason.BadUserNameOrPassword : MqttReason.ServerBusy);
        if ((user.Scopes & (Scopes.Read | Scopes.Write)) == Scopes.None)
            return new(MqttReason.NotAuthorized);
        Sender sender = new(sources.Of(user.Identity?.Name ?? "?", address), reaches.Of(user));
        var rules = AccessRules.Parse(key.Topics, []).For(candidate.ClientId, key.Name);
        return MqttAdmission.Granted(new MqttIdentity(sender, user.Scopes, user.SubtreeAssetId, pass, rules), terms.Of(key));
    }

    public bool MayPublish(MqttClientInfo client, string topic) =>
        client.Identity is MqttIdentity who && who.Scopes.HasFlag(Scopes.Write) && !IsSystem(topic) && !Array.Exists(_own, root => MqttFeeds.IsOf(topic, root)) && who.Topics.MayPublish(topic)
        && (who.Sender.Reach is not { } reach || (!topic.StartsWith('$') && topics.Open(topic).MayReach(reach)));

    public bool MaySubscribe(MqttClientInfo client, string filter) =>
        client.Identity is MqttIdentity who && who.Scopes.HasFlag(Scopes.Read) && who.Topics.MaySubscribe(filter)
        && !Array.Exists(_denied, denied => MqttFilter.Covers(denied, filter));

    // only from this machine, and only when the operator says so
    MqttAdmission AdmitOpen(IPAddress? address) => _open != Scopes.None && address is not null && IPAddress.IsLoopback(Plain(address))
        ? MqttAdmission.Granted(new MqttIdentity(new(sources.Of("mqtt", address)), _open, null, null))
        : new(MqttReason.NotAuthorized);

    static bool IsSystem(string topic) => topic == System || topic.StartsWith(System + "/", StringComparison.Ordinal);

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
