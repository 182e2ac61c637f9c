using System.Text.RegularExpressions;

namespace Werkstrom.Aas.Verification;

/// <summary>References by RFC 2396 (paths of files) and RFC 3987 (values of <c>xs:anyURI</c>), put together from the grammars of both.</summary>
static class UriForms
{
    const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    static readonly Lazy<Regex> Rfc2396 = new(() => new($@"^({Absolute2396()}|{Relative2396()})?(#{Uric}*)?\z", Linear));
    static readonly Lazy<Regex> Rfc3987 = new(() => new($@"^({Scheme}:{Rest3987(false)}|{Rest3987(true)})\z", Linear));

    const string Scheme = @"[a-zA-Z][a-zA-Z0-9+\-.]*";
    const string Escaped = "%[0-9a-fA-F]{2}";
    const string Unreserved = @"a-zA-Z0-9\-_.!~*'()";
    const string Uric = $"([{Unreserved};/?:@&=+$,]|{Escaped})";

    public static bool IsRfc2396(string text) => Rfc2396.Value.IsMatch(text);

    public static bool IsRfc3987(string text) => Rfc3987.Value.IsMatch(Planes.Shorten(text));

    static string Absolute2396() => $"{Scheme}:(({NetPath}|{AbsolutePath})({Query})?|([{Unreserved};?:@&=+$,]|{Escaped}){Uric}*)";

    static string Relative2396() => $"({NetPath}|{AbsolutePath}|([{Unreserved};@&=+$,]|{Escaped})+({AbsolutePath})?)({Query})?";

    const string Query = $@"\?{Uric}*";

    // a segment is pchar* with ";"-parts of pchar*: together any run of pchar and ";"
    const string Segment = $"([{Unreserved}:@&=+$,;]|{Escaped})*";
    const string AbsolutePath = $"(/{Segment})+";

    // an authority is a server or a registered name; every server but "" and "user@host:port" of other characters is a registered name
    const string NetPath = $"//([{Unreserved}$,;:@&=+]|{Escaped})*({AbsolutePath})?";

    static string Rest3987(bool relative)
    {
        var path = relative ? $"({Run("@")}+(/{Run(":@")}*)*)?" : $"({Run(":@")}+(/{Run(":@")}*)*)?";
        var hier = $@"(//{Authority3987()}(/{Run(":@")}*)*|/({Run(":@")}+(/{Run(":@")}*)*)?|{path})";
        return $@"{hier}(\?({Run(":@/?")}|{Planes.Private})*)?(#{Run(":@/?")}*)?";
    }

    static string Authority3987()
    {
        const string octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
        const string h = "[0-9A-Fa-f]{1,4}";
        var last = $@"({h}:{h}|{octet}(\.{octet}){{3}})";
        var six = string.Join('|', $"({h}:){{6}}{last}", $"::({h}:){{5}}{last}", $"({h})?::({h}:){{4}}{last}", $"(({h}:)?{h})?::({h}:){{3}}{last}",
            $"(({h}:){{0,2}}{h})?::({h}:){{2}}{last}", $"(({h}:){{0,3}}{h})?::{h}:{last}", $"(({h}:){{0,4}}{h})?::{last}", $"(({h}:){{0,5}}{h})?::{h}", $"(({h}:){{0,6}}{h})?::");
        var future = @"[vV][0-9A-Fa-f]+\.[a-zA-Z0-9\-._~!$&'()*+,;=:]+";
        return $@"({Run(":")}*@)?(\[({six}|{future})\]|{Run("")}*)(:[0-9]*)?";
    }

    static string Run(string more) => $@"([a-zA-Z0-9\-._~!$&'()*+,;={more}{Planes.Ucs}]|{Escaped})";

    /// <summary>Characters beyond the first plane, each put for by one of the first, for a pattern sees UTF-16 units.</summary>
    static class Planes
    {
        public const string Ucs = @"\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef";
        public const string Private = @"[\ue000-\uf8ff]";

        public static string Shorten(string text)
        {
            if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
                return text;
            return string.Concat(text.EnumerateRunes().Select(r => r.IsBmp ? r.ToString() : Stand(r.Value)));
        }

        static string Stand(int character) => character switch
        {
            >= 0xf0000 => (character & 0xffff) <= 0xfffd ? "\ue000" : "\uffff",
            >= 0xe0000 and < 0xe1000 => "\uffff",
            _ => (character & 0xffff) <= 0xfffd ? "\u00a0" : "\uffff",
        };
    }
}
