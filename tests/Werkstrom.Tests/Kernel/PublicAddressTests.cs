using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Werkstrom.Kernel;
using Werkstrom.Kernel.Modules;

namespace Werkstrom.Tests.Kernel;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://werk.example", true)]
    [InlineData("https://werk.example/", true)]
    [InlineData("http://10.1.2.3:8080", true)]
    [InlineData("werk.example", false)]
    [InlineData("ftp://werk.example", false)]
    [InlineData("https://werk.example/app", false)]
    [InlineData("https://werk.example?x=1", false)]
    [InlineData("https://user@werk.example", false)]
    public void An_address_has_scheme_and_host_and_no_more(string address, bool isGood) =>
        Assert.Equal(isGood, KernelOptions.CheckPublicUrl(address) is null);

    [Fact]
    public async Task Without_a_setting_links_lead_to_the_first_address_that_is_listened_on()
    {
        var host = new Host();
        await host.InitializeAsync();
        try
        {
            Assert.Equal(new Uri(host.Address, "/welcome/k").ToString(), host.Services.GetRequiredService<PublicAddress>().Of("/welcome/k", null));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_setting_that_is_no_address_stops_the_start_with_its_name()
    {
        var host = new Host { Configuration = { ["kernel:publicUrl"] = "werk.example" } };
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(host.InitializeAsync);
        Assert.Contains("kernel:publicUrl: 'werk.example' is not an address", refused.Message, StringComparison.Ordinal);
        Directory.Delete(host.Folder, recursive: true);
    }

    [Fact]
    public async Task Invitations_over_the_socket_carry_the_public_address()
    {
        var host = new Host { Configuration = { ["kernel:publicUrl"] = "https://werk.example/" } };
        await host.InitializeAsync();
        try
        {
            using var added = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
                host.Local, "api/setup/people", new { name = "Ina", mail = "ina@werk.example", role = "viewer" });
            Assert.Contains("\"link\":\"https://werk.example/welcome/", await added.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
