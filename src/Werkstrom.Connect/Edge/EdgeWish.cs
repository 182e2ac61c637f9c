using Microsoft.Extensions.Localization;
using Werkstrom.Kernel.Catalogs;

namespace Werkstrom.Connect.Edge;

/// <summary>A server as somebody wants it.</summary>
/// <param name="Url">opc.tcp://host:port/path or tcp://host:port.</param>
/// <param name="Name">What it is called; null or empty for the host of the address.</param>
/// <param name="Asset">Path of the asset that its signals stand below, made when it is not there; null or empty for one of its name.</param>
/// <param name="Security">none, sign or encrypt; null for none.</param>
/// <param name="User">Who logs in there; null or empty for nobody.</param>
/// <param name="Password">Null when it is changed: the one before.</param>
sealed record EdgeWish(string? Url, string? Name, string? Asset, string? Security, string? User, string? Password)
{
    public const int DefaultModbusPort = 502;

    static readonly string[] Securities = ["none", "sign", "encrypt"];

    public string GivenUrl => Url?.Trim() ?? "";

    /// <summary>The name, or the host of the address.</summary>
    public string GivenName => Name?.Trim() is { Length: > 0 } name ? name : Uri.TryCreate(GivenUrl, UriKind.Absolute, out var url) ? url.Host : "";

    public string GivenSecurity => Security?.Trim().ToLowerInvariant() is { Length: > 0 } security ? security : "none";

    public string GivenUser => User?.Trim() ?? "";

    /// <summary>All that is wrong with it, by input.</summary>
    public Dictionary<string, string[]> Errors(EdgeKind kind, IStringLocalizer<EdgeText> text)
    {
        Dictionary<string, string[]> errors = [];
        if (!IsUrl(kind))
            errors["url"] = [text[kind == EdgeKind.Opcua ? "url.opcua" : "url.modbus", GivenUrl]];
        if (GivenName.Length > 100 || (GivenName.Length > 0 && PathText.CheckName(GivenName) is not null))
            errors["name"] = [text["name.wrong", GivenName]];
        else if (GivenName.Length == 0 && errors.Count == 0)
            errors["name"] = [text["name.missing"]];
        if (!Securities.Contains(GivenSecurity) || (kind == EdgeKind.Modbus && GivenSecurity != "none"))
            errors["security"] = [text["security.wrong", GivenSecurity]];
        if (GivenUser.Length > 200 || (Password?.Length ?? 0) > 200)
            errors["user"] = [text["user.long"]];
        if (!string.IsNullOrEmpty(Password) && GivenUser.Length == 0)
            errors["user"] = [text["user.missing"]];
        return errors;
    }

    // a password in the address would be in logs and lists
    bool IsUrl(EdgeKind kind) =>
        GivenUrl.Length <= 500 && Uri.TryCreate(GivenUrl, UriKind.Absolute, out var url) && url.Host.Length > 0 && url.UserInfo.Length == 0
        && url.Scheme == (kind == EdgeKind.Opcua ? "opc.tcp" : "tcp");
}
