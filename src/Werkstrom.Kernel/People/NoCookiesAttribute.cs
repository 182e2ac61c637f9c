namespace Werkstrom.Kernel.People;

/// <summary>On an endpoint that is the same for everybody: the cookie of a session is neither read nor renewed, so that the answer never sets one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoCookiesAttribute : Attribute;
