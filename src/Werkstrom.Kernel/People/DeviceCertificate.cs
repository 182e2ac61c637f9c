using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Werkstrom.Kernel.People;

/// <summary>
/// The certificate by which a device is known instead of a key: one certificate by its fingerprint, or all that the named authority
/// has issued to a common name.
/// </summary>
/// <param name="Text"><c>sha256:</c> and 64 hexadecimal digits in lower case, or <c>cn:</c> and the common name.</param>
/// <param name="EndsAt">When the certificate ends, where that is known.</param>
public sealed record DeviceCertificate(string Text, DateTimeOffset? EndsAt = null)
{
    const string Fingerprint = "sha256:";
    const string Name = "cn:";
    const string PemBegin = "-----BEGIN CERTIFICATE-----";
    const int LongestName = 64; // X.520 allows no more

    /// <summary>Reads a certificate as PEM, its SHA-256 fingerprint (hexadecimal, with or without colons) or <c>CN=name</c>.</summary>
    /// <param name="given">What was entered.</param>
    /// <param name="fault">Why it cannot be read; null when it can.</param>
    public static DeviceCertificate? Parse(string given, out DeviceFault? fault)
    {
        given = given.Trim();
        fault = null;
        if (given.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            fault = new("certificate.key", "The text holds a private key, which must stay with the device: give the certificate alone.");
        else if (given.Contains(PemBegin, StringComparison.Ordinal))
            return OfPem(given, out fault);
        else if (given.StartsWith("CN=", StringComparison.OrdinalIgnoreCase) && given[3..].Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl))
            return new(Name + name);
        else if (Hex(given) is { } hex)
            return new(Fingerprint + hex);
        else
            fault = new("certificate.unread", "A certificate is given as PEM (-----BEGIN CERTIFICATE-----), as its SHA-256 fingerprint of 64 hexadecimal digits, or as CN=name.");
        return null;
    }

    /// <summary>The text for one certificate.</summary>
    public static string OfFingerprint(X509Certificate2 certificate) => Fingerprint + Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));

    /// <summary>The text for all certificates with the common name of this one; null when it has none.</summary>
    public static string? OfName(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 and <= LongestName } name
        && certificate.SubjectName.EnumerateRelativeDistinguishedNames().Any(part => !part.HasMultipleElements && part.GetSingleElementType().Value == "2.5.4.3" && part.GetSingleElementValue() == name)
            ? Name + name
            : null;

    /// <summary>The text as people read it: <c>CN=press3</c>, or the fingerprint shortened.</summary>
    public static string Shown(string text) => text.StartsWith(Name, StringComparison.Ordinal) ? "CN=" + text[Name.Length..] : $"SHA-256 {text[Fingerprint.Length..][..8]}…";

    static DeviceCertificate? OfPem(string pem, out DeviceFault? fault)
    {
        fault = null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return new(OfFingerprint(certificate), certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            fault = new("certificate.pem", "The PEM text holds no readable certificate.");
            return null;
        }
    }

    // as openssl x509 -fingerprint -sha256 prints it, too
    static string? Hex(string given)
    {
        var digits = given[(given.LastIndexOf('=') + 1)..];
        digits = digits.StartsWith(Fingerprint, StringComparison.OrdinalIgnoreCase) ? digits[Fingerprint.Length..] : digits;
        digits = digits.Replace(":", "", StringComparison.Ordinal).Trim();
        return digits.Length == 2 * SHA256.HashSizeInBytes && digits.All(char.IsAsciiHexDigit) ? digits.ToLowerInvariant() : null;
    }
}
