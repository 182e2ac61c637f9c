using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Werkstrom.Kernel.People;

namespace Werkstrom.Tests.Kernel.People;

/// <summary>Keys of devices: certificates, topics, limits.</summary>
public sealed class DeviceCredentialTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_certificate_opens_its_token_and_nothing_else_does(Engine engine)
    {
        await using var registry = await Registries.OpenAsync(engine);
        var (tokens, door) = (registry.Get<Tokens>(), registry.Get<TokenDoor>());
        using var certificate = Make("press3", registry.Clock.GetUtcNow().AddDays(10));
        var given = DeviceCertificate.Parse(certificate.ExportCertificatePem(), out var fault)!;
        Assert.Null(fault);
        Dictionary<string, long> limits = new() { ["queuedBytes"] = 4096, ["inFlight"] = 10 };
        var (made, key) = await tokens.CreateAsync(new("press", Scopes.Write, Certificate: given, Topics: "deny a", Limits: limits), default);
        Assert.Equal(("", registry.Clock.GetUtcNow().AddDays(10)), (key, made.ExpiresAt));

        var pass = await door.EnterAsync(certificate, isIssued: false, null, default);
        Assert.Equal(("press", "deny a", 4096, 10), (pass.Token!.Name, pass.Token.Topics, pass.Token.Limits["queuedBytes"], pass.Token.Limits["inFlight"]));
        Assert.True(await door.StillHoldsAsync(pass, default));
        Assert.Null((await door.EnterAsync(given.Text, null, default)).User);
        Assert.Null((await door.EnterAsync("", null, default)).User);
        using (var other = Make("press3", registry.Clock.GetUtcNow().AddDays(10)))
            Assert.Null((await door.EnterAsync(other, isIssued: true, null, default)).User);

        await tokens.RevokeAsync(made.Id, default);
        Assert.False(await door.StillHoldsAsync(pass, default));
        var (again, _) = await tokens.CreateAsync(new("again", Scopes.Write, Certificate: given), default); // a withdrawn one may be registered anew
        pass = await door.EnterAsync(certificate, isIssued: false, null, default);
        Assert.Equal(again.Id, pass.Token!.Id);
        registry.Clock.Advance(TimeSpan.FromDays(10));
        Assert.False(await door.StillHoldsAsync(pass, default));
        Assert.Null((await door.EnterAsync(certificate, isIssued: false, null, default)).User);
    }

    [Fact]
    public async Task A_common_name_counts_only_for_issued_certificates_and_is_no_password()
    {
        await using var registry = await Registries.OpenAsync(Engine.Sqlite);
        var (tokens, door) = (registry.Get<Tokens>(), registry.Get<TokenDoor>());
        await tokens.CreateAsync(new("oven", Scopes.Write, Certificate: DeviceCertificate.Parse("CN=oven", out _)), default);
        using var certificate = Make("oven", registry.Clock.GetUtcNow().AddDays(10));

        Assert.Null((await door.EnterAsync(certificate, isIssued: false, null, default)).User);
        Assert.Equal("oven", (await door.EnterAsync(certificate, isIssued: true, null, default)).Token!.Name);
        Assert.Null((await door.EnterAsync("cn:oven", null, default)).User);
        Assert.Null((await door.EnterAsync("CN=oven", null, default)).User);
    }

    [Theory]
    [InlineData("CN=press 3", "cn:press 3")]
    [InlineData("  cn=Ofen ", "cn:Ofen")]
    [InlineData("sha256 Fingerprint=AB:CD:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD", "sha256:abcd00112233445566778899aabbccddeeff00112233445566778899aabbccdd")]
    [InlineData("ABCD00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDD", "sha256:abcd00112233445566778899aabbccddeeff00112233445566778899aabbccdd")]
    public void Ways_to_name_a_certificate(string given, string text)
    {
        Assert.Equal(text, DeviceCertificate.Parse(given, out var fault)!.Text);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("CN=", "certificate.unread")]
    [InlineData("abcd", "certificate.unread")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", "certificate.pem")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMA", "certificate.pem")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----", "certificate.key")]
    public void What_is_no_certificate_is_refused_by_name(string given, string code)
    {
        Assert.Null(DeviceCertificate.Parse(given, out var fault));
        Assert.Equal(code, fault!.Code);
    }

    static X509Certificate2 Make(string name, DateTimeOffset ends)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(ends.AddYears(-1), ends);
    }
}
