using System.Text.Json.Serialization;
using Werkstrom.Energy.Index.Reading;
using Werkstrom.Energy.Index.Regions;

namespace Werkstrom.Energy.Index;

/// <summary>A set of public keys (RFC 7517).</summary>
/// <param name="Keys">The newest first.</param>
sealed record JwkSet(IReadOnlyList<Jwk> Keys);

/// <summary>A public key.</summary>
/// <param name="Kty">EC.</param>
/// <param name="Crv">P-256.</param>
/// <param name="Use">sig.</param>
/// <param name="Alg">ES256.</param>
/// <param name="Kid">Its thumbprint (RFC 7638).</param>
/// <param name="X">base64url.</param>
/// <param name="Y">base64url.</param>
sealed record Jwk(string Kty, string Crv, string Use, string Alg, string Kid, string X, string Y);

/// <summary>A region.</summary>
/// <param name="Code">Short and lasting.</param>
/// <param name="Name">For people.</param>
/// <param name="Zone">Of the exchange.</param>
/// <param name="State">Federal state whose holidays count; empty for none.</param>
/// <param name="PostalCodes">With weights in percent: 69256 69118=50.</param>
/// <param name="Sources">A line for each: wind file; solar signal PATH; load profile H25 12000000; wind plants.</param>
sealed record RegionView(string Code, string Name, string Zone, string State, string PostalCodes, string Sources)
{
    /// <summary>Of a region.</summary>
    public static RegionView Of(IndexRegion region) => new(region.Code, region.Name, region.PriceZone, region.FederalState, region.PostalCodes, region.Sources);
}

/// <summary>What is to hold of a region; what is null gets its default, or stays.</summary>
/// <param name="Name">For people; the code where it is not said.</param>
/// <param name="Zone">Of the exchange.</param>
/// <param name="State">Federal state whose holidays count.</param>
/// <param name="PostalCodes">With weights in percent: 69256 69118=50.</param>
/// <param name="Sources">A line for each.</param>
sealed record RegionWish(string? Name, string? Zone, string? State, string? PostalCodes, string? Sources);

/// <summary>The index of a region.</summary>
/// <param name="Region">Code.</param>
/// <param name="Name">For people.</param>
/// <param name="Zone">Of the exchange.</param>
/// <param name="Formula">WGI-1.</param>
/// <param name="From">First day asked for.</param>
/// <param name="To">Last day asked for.</param>
/// <param name="Days">Those of which something is known.</param>
/// <param name="Next">How it stands with tomorrow, whatever was asked for.</param>
sealed record IndexView(string Region, string Name, string Zone, string Formula, DateOnly From, DateOnly To, IReadOnlyList<IndexDay> Days, NextDay Next);

/// <summary>A frozen day with all that proves it.</summary>
/// <param name="Region">Code.</param>
/// <param name="Day">The German day.</param>
/// <param name="Seal">How it is frozen.</param>
/// <param name="Jws">The signed day.</param>
/// <param name="Inputs">What it was computed from; its SHA-256 stands in the signed day.</param>
sealed record SealView(string Region, DateOnly Day, IndexSeal Seal, string Jws, string Inputs);

/// <summary>A version of the inputs of a day.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="Received">When it was kept.</param>
/// <param name="Hash">SHA-256 of the text.</param>
/// <param name="Inputs">The text.</param>
sealed record InputView(long Id, int Version, DateTimeOffset Received, string Hash, string Inputs);

/// <summary>The table of CO₂ factors.</summary>
/// <param name="Text">As CSV with semicolons.</param>
sealed record CarbonView([property: JsonRequired] string Text);
