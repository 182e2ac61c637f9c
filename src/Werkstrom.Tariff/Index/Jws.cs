using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Werkstrom.Tariff.Index;

/// <summary>JSON Web Signatures with ES256.</summary>
public static class Jws
{
    /// <summary>The name of a key on P-256: its thumbprint (RFC 7638), base64url.</summary>
    /// <param name="x">Of the public point, base64url.</param>
    /// <param name="y">Of the public point, base64url.</param>
    public static string Thumbprint(string x, string y) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));

    /// <summary>Signs bytes.</summary>
    public static string Sign(ReadOnlySpan<byte> payload, ECDsa key, string keyId)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = "ES256", ["kid"] = keyId });
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The name of the key that a text says it was signed with; null when it says none.</summary>
    public static string? KeyId(string jws)
    {
        ArgumentNullException.ThrowIfNull(jws);
        if (Bytes(jws.Split('.')[0]) is not { } head)
            return null;
        try
        {
            using var json = JsonDocument.Parse(head);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("kid", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The bytes that were signed; null when the text is no JWS with ES256, or the signature is not of this key.</summary>
    public static byte[]? Read(string jws, ECDsa key)
    {
        if (jws.Split('.') is not [var header, var payload, var signature] || Bytes(header) is not { } head || Bytes(payload) is not { } bytes || Bytes(signature) is not { } sign)
            return null;
        return IsES256(head) && key.VerifyData(
            Encoding.ASCII.GetBytes($"{header}.{payload}"), sign, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) ? bytes : null;
    }

    static bool IsES256(byte[] header)
    {
        try
        {
            using var json = JsonDocument.Parse(header);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("alg", out var alg)
                && alg.ValueKind == JsonValueKind.String && alg.ValueEquals("ES256");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static byte[]? Bytes(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
