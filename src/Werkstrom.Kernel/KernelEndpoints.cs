using Microsoft.AspNetCore.Routing;
using Werkstrom.Kernel.Agreements;
using Werkstrom.Kernel.Records;

namespace Werkstrom.Kernel;

/// <summary>The Kernel's part of the API: agreements and types of records.</summary>
public static class KernelEndpoints
{
    extension(IEndpointRouteBuilder routes)
    {
        /// <summary>Maps <c>/api/agreements</c> and <c>/api/record-types</c>.</summary>
        public void MapKernel()
        {
            routes.MapRecordTypes();
            routes.MapAgreements();
        }
    }
}
