using Microsoft.Extensions.DependencyInjection;
using Werkstrom.Energy.Contracts;
using Werkstrom.Kernel.Agreements;

namespace Werkstrom.Tests.Energy.Contracts;

/// <summary>Contracts as a test wants them, without delivery point and agreement.</summary>
static class BareContracts
{
    public static async Task AddAsync(IServiceProvider services, Contract contract)
    {
        var kept = await services.GetRequiredService<AgreementCatalog>().ReplaceAsync(
            [], [], "test", (_, transaction) => services.GetRequiredService<ContractBook>().AddAsync(transaction, [contract], default), default);
        Assert.Null(kept.Problem);
    }
}
