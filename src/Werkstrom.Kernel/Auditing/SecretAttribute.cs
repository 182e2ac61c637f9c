namespace Werkstrom.Kernel.Auditing;

/// <summary>The audit says that this property changed, never to what.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>Changes of this entity are not audited: it changes often and by itself.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute : Attribute;
